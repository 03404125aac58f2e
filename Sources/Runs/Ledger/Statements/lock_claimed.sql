-- The first statement of the computing transaction. It locks the claimed occurrence against other workers,
-- and takes the snapshot for all reports. No row if another worker has the occurrence.
-- Parameters: the key of the occurrence (tenant_id, schedule, period_start, period_end, revision); fence;
-- late_after, an instant: a later snapshot is late.
SELECT transaction_timestamp() AS snapshot_at, transaction_timestamp() > :'late_after'::timestamptz AS is_late
FROM report_occurrence
WHERE tenant_id = :'tenant_id'::uuid AND schedule = :'schedule' AND period_start = :'period_start'::timestamptz
  AND period_end = :'period_end'::timestamptz AND revision = :'revision'::integer
  AND fence = :'fence'::bigint AND state = 'RUNNING'
FOR NO KEY UPDATE SKIP LOCKED
