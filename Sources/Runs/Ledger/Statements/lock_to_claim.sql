-- The first half of a claim. No row if another worker has locked the occurrence.
-- Parameters: the key of the occurrence (tenant_id, schedule, period_start, period_end, revision).
SELECT
  state,
  coalesce(failures, 0) AS failures,
  coalesce(CASE WHEN state IN ('COMPUTED', 'PUBLISHED') THEN request -> 'reconstructed' = 'true' ELSE reconstructed END, false)
    AS is_reconstructed
FROM report_occurrence
WHERE tenant_id = :'tenant_id'::uuid AND schedule = :'schedule' AND period_start = :'period_start'::timestamptz
  AND period_end = :'period_end'::timestamptz AND revision = :'revision'::integer
FOR NO KEY UPDATE SKIP LOCKED
