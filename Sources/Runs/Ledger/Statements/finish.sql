-- The last statement of the computing transaction. Changes no row if the claim was lost.
-- Parameters: the key of the occurrence (tenant_id, schedule, period_start, period_end, revision); fence,
-- request, reconstructed, as_of, tzdata_version, snapshot_at.
UPDATE report_occurrence
SET state = 'COMPUTED', request = :'request'::jsonb, reconstructed = NULLIF(:'reconstructed'::boolean, false),
    as_of = :'as_of'::timestamptz, tzdata_version = :'tzdata_version', snapshot_at = :'snapshot_at'::timestamptz
WHERE tenant_id = :'tenant_id'::uuid AND schedule = :'schedule' AND period_start = :'period_start'::timestamptz
  AND period_end = :'period_end'::timestamptz AND revision = :'revision'::integer
  AND fence = :'fence'::bigint AND state = 'RUNNING'
