-- Records an occurrence as published, as its files say it, in place of what the ledger had. Changes no row if the ledger has the period
-- under another kind, label or zone, or with other dates: these cannot change.
-- Parameters: the key of the occurrence (tenant_id, schedule, period_start, period_end, revision); kind, label, start_date or empty,
-- end_date, timezone; fence, request, files; views or empty; as_of, tzdata_version, snapshot_at; restate_reason or empty;
-- published_at and sequence, or empty if an earlier program published it; failed_runs; reconstructed, without_facts.
INSERT INTO report_occurrence (
  tenant_id, schedule, period_start, period_end, revision, period_kind, period_label, start_date, end_date, timezone, state,
  attempt, fence, request, files, views, as_of, tzdata_version, snapshot_at, restate_reason, published_at, publish_seq,
  failed_runs, reconstructed, without_facts, recorded_at)
VALUES (
  :'tenant_id'::uuid, :'schedule', :'period_start'::timestamptz, :'period_end'::timestamptz, :'revision'::integer,
  :'kind', :'label', NULLIF(:'start_date', '')::date, :'end_date'::date, :'timezone', 'PUBLISHED',
  1, :'fence'::bigint, :'request'::jsonb, :'files'::jsonb, NULLIF(:'views', '')::jsonb, :'as_of'::timestamptz,
  :'tzdata_version', :'snapshot_at'::timestamptz, NULLIF(:'restate_reason', ''), NULLIF(:'published_at', '')::timestamptz,
  NULLIF(:'sequence', '')::bigint, :'failed_runs'::bigint, NULLIF(:'reconstructed'::boolean, false),
  NULLIF(:'without_facts'::boolean, false), transaction_timestamp())
ON CONFLICT (tenant_id, schedule, period_start, period_end, revision) DO UPDATE
SET state = EXCLUDED.state, fence = EXCLUDED.fence, worker = NULL,
    request = EXCLUDED.request, files = EXCLUDED.files, views = EXCLUDED.views, view_history = NULL, as_of = EXCLUDED.as_of,
    tzdata_version = EXCLUDED.tzdata_version, snapshot_at = EXCLUDED.snapshot_at, restate_reason = EXCLUDED.restate_reason,
    published_at = EXCLUDED.published_at, publish_seq = EXCLUDED.publish_seq, failed_runs = EXCLUDED.failed_runs,
    reconstructed = EXCLUDED.reconstructed, without_facts = EXCLUDED.without_facts, error_message = NULL, failures = NULL,
    failed_at = NULL
WHERE (report_occurrence.period_kind, report_occurrence.period_label, report_occurrence.start_date, report_occurrence.end_date,
       report_occurrence.timezone)
  IS NOT DISTINCT FROM
      (EXCLUDED.period_kind, EXCLUDED.period_label, EXCLUDED.start_date, EXCLUDED.end_date, EXCLUDED.timezone)
