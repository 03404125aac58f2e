-- Locks all revisions of a period, whatever their state. Waits for a worker that computes one of them.
-- Parameters: the key of the period (tenant_id, schedule, period_start, period_end).
SELECT
  revision, state, to_char(snapshot_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS snapshot_at
FROM report_occurrence
WHERE tenant_id = :'tenant_id'::uuid AND schedule = :'schedule' AND period_start = :'period_start'::timestamptz
  AND period_end = :'period_end'::timestamptz
ORDER BY revision
FOR NO KEY UPDATE
