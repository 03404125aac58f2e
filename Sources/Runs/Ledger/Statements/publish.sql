-- Marks an occurrence as published.
-- Parameters: the key of the occurrence (tenant_id, schedule, period_start, period_end, revision); request, files,
-- failed_runs; views and view_history, or empty for none; sequence, the number of the publication; transaction_at, the transaction's timestamp.
UPDATE report_occurrence
SET state = 'PUBLISHED', request = :'request'::jsonb, files = :'files'::jsonb, views = NULLIF(:'views', '')::jsonb,
    view_history = NULLIF(:'view_history', '')::jsonb,
    failed_runs = :'failed_runs'::bigint,
    publish_seq = :'sequence'::bigint, published_at = :'transaction_at'::timestamptz
WHERE tenant_id = :'tenant_id'::uuid AND schedule = :'schedule' AND period_start = :'period_start'::timestamptz
  AND period_end = :'period_end'::timestamptz AND revision = :'revision'::integer
  AND state = 'COMPUTED'
