-- The entries of a part of the manifest, each as JSON: the published revisions of a schedule's periods, the current ones
-- first. Keys without a value are left out.
-- Parameters: tenant_id, schedule; kinds, an array of period kinds; first_date and length, an interval: the last local
-- date of the periods lies in it; state, that of published revisions.
SELECT is_current, entry
FROM (
  SELECT
    o.revision = max(o.revision) OVER same_period AS is_current,
    o.period_start,
    o.period_end,
    o.revision,
    jsonb_strip_nulls(jsonb_build_object(
      'schedule', o.schedule,
      'period', p.period,
      -- Earlier programs recorded no window: it was the period.
      'window', coalesce(o.request -> 'window', p.period),
      'timezone', o.timezone,
      'tzdata_version', o.tzdata_version,
      'as_of', to_char(o.as_of AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'snapshot_at', to_char(o.snapshot_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      'revision', o.revision,
      -- Revisions that were given up leave gaps.
      'supersedes', lag(o.revision) OVER (same_period ORDER BY o.revision),
      'restate_reason', o.restate_reason,
      'formula_guard', coalesce((o.request ->> 'formula_guard')::boolean, true),
      'fence', o.fence,
      'software_version', o.request #>> '{origin,software_version}',
      'methodology_version', o.request #>> '{origin,methodology_version}',
      'sequence', o.publish_seq,
      'late_snapshot', o.request -> 'late_snapshot',
      'reconstructed', o.request -> 'reconstructed',
      'today', o.request -> 'today',
      'not_reconstructed', o.request -> 'not_reconstructed',
      'warnings', o.request -> 'warnings',
      'trusted_sources', o.request -> 'trusted_sources',
      'currency', o.request -> 'currency',
      'published_at', to_char(o.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      'files', o.views
    )) || jsonb_build_object('reports', o.files) AS entry
  FROM report_occurrence o
  CROSS JOIN LATERAL (
    SELECT jsonb_build_object(
      'label', o.period_label,
      'kind', o.period_kind,
      'start', to_char(NULLIF(o.period_start, '-infinity') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'end', to_char(o.period_end AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'start_date', to_char(o.start_date, 'YYYY-MM-DD'),
      'end_date', to_char(o.end_date, 'YYYY-MM-DD')) AS period
  ) AS p
  WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule' AND o.state = :'state'
    AND o.period_kind = ANY (:'kinds'::text[])
    AND o.end_date > :'first_date'::date AND o.end_date <= (:'first_date'::date + :'length'::interval)::date
  WINDOW same_period AS (PARTITION BY o.period_start, o.period_end)
) AS published
ORDER BY is_current DESC, period_end, period_start, revision
