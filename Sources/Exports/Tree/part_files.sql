-- What the rows say about the files that a part of the manifest lists, ordered by time and revision.
-- Parameters: tenant_id, schedule, kinds, first_date, length and state, as for part_entries.sql.
SELECT
  o.period_label,
  o.revision,
  o.revision = max(o.revision) OVER (PARTITION BY o.period_start, o.period_end) AS is_current,
  -- Without these there is no entry.
  o.as_of,
  o.tzdata_version,
  o.snapshot_at,
  o.request,
  o.files,
  o.views
FROM report_occurrence o
WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule' AND o.state = :'state'
  AND o.period_kind = ANY (:'kinds'::text[])
  AND o.end_date > :'first_date'::date AND o.end_date <= (:'first_date'::date + :'length'::interval)::date
ORDER BY o.period_end, o.period_start, o.revision
