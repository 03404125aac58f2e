-- The outcome of a transaction whose COMMIT got no answer. Locks the row, to wait for the end of that
-- transaction; a plain read could be too early.
-- Parameters: the key of the occurrence (tenant_id, schedule, period_start, period_end, revision); fence.
SELECT state, fence = :'fence'::bigint AS is_ours FROM report_occurrence
WHERE tenant_id = :'tenant_id'::uuid AND schedule = :'schedule' AND period_start = :'period_start'::timestamptz
  AND period_end = :'period_end'::timestamptz AND revision = :'revision'::integer
FOR NO KEY UPDATE
