-- Records where the files of a published occurrence are now.
-- Parameters: the key of the occurrence (tenant_id, schedule, period_start, period_end, revision); request, files,
-- failed_runs; views and view_history, or empty for none; sequence, the number of the publication, or empty where it stays the same.
UPDATE report_occurrence
SET request = :'request'::jsonb, files = :'files'::jsonb, views = NULLIF(:'views', '')::jsonb,
    view_history = NULLIF(:'view_history', '')::jsonb,
    failed_runs = :'failed_runs'::bigint,
    publish_seq = coalesce(NULLIF(:'sequence', '')::bigint, publish_seq)
WHERE tenant_id = :'tenant_id'::uuid AND schedule = :'schedule' AND period_start = :'period_start'::timestamptz
  AND period_end = :'period_end'::timestamptz AND revision = :'revision'::integer
  AND state = 'PUBLISHED'
