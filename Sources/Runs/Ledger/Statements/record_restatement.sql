-- Records the next revision of a published occurrence as due. Its number is one more than the highest of all
-- revisions, skipped ones included. If that is not the planned number, another worker is restating the
-- period, and nothing is changed.
-- Parameters: the key of the occurrence (tenant_id, schedule, period_start, period_end, revision) that is
-- published; next_revision, restate_reason, reconstructed.
INSERT INTO report_occurrence (
  tenant_id, schedule, period_start, period_end, revision, period_kind, period_label, start_date, end_date,
  timezone, state, restate_reason, reconstructed, recorded_at)
SELECT
  tenant_id, schedule, period_start, period_end, :'next_revision'::integer, period_kind, period_label, start_date,
  end_date, timezone, 'DUE', :'restate_reason'::text, NULLIF(:'reconstructed'::boolean, false), transaction_timestamp()
FROM report_occurrence
WHERE tenant_id = :'tenant_id'::uuid AND schedule = :'schedule' AND period_start = :'period_start'::timestamptz
  AND period_end = :'period_end'::timestamptz AND revision = :'revision'::integer
  AND :'next_revision'::integer = (
    SELECT 1 + max(every.revision) FROM report_occurrence every
    WHERE every.tenant_id = :'tenant_id'::uuid AND every.schedule = :'schedule'
      AND every.period_start = :'period_start'::timestamptz AND every.period_end = :'period_end'::timestamptz)
ON CONFLICT DO NOTHING
