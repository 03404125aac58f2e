-- Occurrences of a tenant whose facts are committed, in key order, with everything that their files are
-- made from, except the facts.
-- Parameters: tenant_id; states, an array; schedule, period_start, period_end and revision of a single
-- occurrence, or empty.
SELECT
  o.schedule,
  NULLIF(o.period_start, '-infinity') AS period_start,
  o.period_end,
  o.revision,
  o.period_kind,
  o.period_label,
  o.start_date,
  o.end_date,
  o.timezone,
  o.state,
  o.error_message,
  o.restate_reason,
  coalesce(o.failures, 0) AS failures,
  o.failed_at,
  coalesce((SELECT sum((report #>> '{runs,failed}')::bigint) FROM jsonb_array_elements(o.files) AS report), 0)
    AS failed_runs,
  o.fence,
  o.as_of,
  o.tzdata_version,
  to_char(o.snapshot_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS snapshot_at,
  o.request,
  o.files
FROM report_occurrence o
WHERE o.tenant_id = :'tenant_id'::uuid AND o.state = ANY (:'states'::text[])
  AND (
    :'schedule' = ''
    OR (o.schedule, o.period_start, o.period_end, o.revision) = (
      :'schedule', NULLIF(:'period_start', '')::timestamptz, NULLIF(:'period_end', '')::timestamptz,
      NULLIF(:'revision', '')::integer))
ORDER BY o.schedule COLLATE "C", o.period_start, o.period_end, o.revision
