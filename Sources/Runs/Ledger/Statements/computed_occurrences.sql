-- The revisions of a period whose facts are committed, in order, with everything that their files are
-- made from, except the facts.
-- Parameters: tenant_id, schedule, period_start, period_end; revision, or empty for all; states, an array.
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
  o.request -> 'window' AS "window",
  coalesce(o.request -> 'late_snapshot' = 'true', false) AS has_late_snapshot,
  coalesce(o.request -> 'reconstructed' = 'true', false) AS is_reconstructed,
  coalesce(o.without_facts, false) AS is_without_facts,
  o.error_message,
  o.restate_reason,
  coalesce(o.failures, 0) AS failures,
  o.failed_at,
  o.published_at,
  -- Earlier programs recorded the number of failed runs in the files alone. What is no such number counts as none: a row
  -- that cannot be read must not stop the others.
  coalesce(
    o.failed_runs,
    (SELECT sum(failed::bigint)
     FROM jsonb_path_query(
       o.files, '$[*].runs.failed ? (@.type() == "number" && @ == @.floor() && @ >= 0 && @ < 1000000000)') AS failed),
    0) AS failed_runs,
  o.fence,
  o.as_of,
  o.tzdata_version,
  to_char(o.snapshot_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS snapshot_at,
  o.publish_seq,
  o.request,
  o.files,
  o.views,
  o.view_history
FROM report_occurrence o
WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule'
  AND o.period_start = :'period_start'::timestamptz AND o.period_end = :'period_end'::timestamptz
  AND (:'revision' = '' OR o.revision = NULLIF(:'revision', '')::integer)
  AND o.state = ANY (:'states'::text[])
ORDER BY o.revision
