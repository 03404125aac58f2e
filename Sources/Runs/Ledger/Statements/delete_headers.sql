-- Deletes the headers of all attempts at an occurrence, and their facts with them, so that their run keys
-- cannot conflict with a later computation. AttemptHeaders.swift defines which headers these are.
-- Parameters: the key of the occurrence (tenant_id, schedule, period_start, period_end, revision).
DELETE FROM report_run
WHERE tenant_id = :'tenant_id'::uuid AND schedule = :'schedule' AND revision = :'revision'::integer
  AND (
    occurrence_end = :'period_end'::timestamptz AND occurrence_start = :'period_start'::timestamptz
    OR occurrence_end IS NULL AND period_end = :'period_end'::timestamptz
      AND period_start IS NOT DISTINCT FROM NULLIF(:'period_start'::timestamptz, '-infinity'))
