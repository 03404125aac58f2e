-- Marks an occurrence as published.
-- Parameters: the key of the occurrence (tenant_id, schedule, period_start, period_end, revision); files.
UPDATE report_occurrence
SET state = 'PUBLISHED', files = :'files'::jsonb, published_at = transaction_timestamp()
WHERE tenant_id = :'tenant_id'::uuid AND schedule = :'schedule' AND period_start = :'period_start'::timestamptz
  AND period_end = :'period_end'::timestamptz AND revision = :'revision'::integer
  AND state = 'COMPUTED'
