-- Locks the revision that is to be restated. No row if it is not published.
-- Parameters: the key of the occurrence (tenant_id, schedule, period_start, period_end, revision).
SELECT revision FROM report_occurrence
WHERE tenant_id = :'tenant_id'::uuid AND schedule = :'schedule' AND period_start = :'period_start'::timestamptz
  AND period_end = :'period_end'::timestamptz AND revision = :'revision'::integer
  AND state = 'PUBLISHED'
FOR NO KEY UPDATE
