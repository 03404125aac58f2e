-- Records where the files of a published occurrence are now.
-- Parameters: the key of the occurrence (tenant_id, schedule, period_start, period_end, revision); files.
UPDATE report_occurrence
SET files = :'files'::jsonb
WHERE tenant_id = :'tenant_id'::uuid AND schedule = :'schedule' AND period_start = :'period_start'::timestamptz
  AND period_end = :'period_end'::timestamptz AND revision = :'revision'::integer
  AND state = 'PUBLISHED'
