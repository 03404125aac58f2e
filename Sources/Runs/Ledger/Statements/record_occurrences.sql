-- Records first revisions; existing rows stay as they are. Inserts in key order, as every worker does, so
-- that no two workers wait for each other's rows. Looks first, so that it does not wait for a worker that is changing
-- an existing row.
-- Parameters: tenant_id; arrays with an element for each occurrence: schedules, starts ('-infinity' if the
-- period has no start), ends, kinds, labels, start_dates, end_dates, timezones, states, reconstructed.
INSERT INTO report_occurrence (
  tenant_id, schedule, period_start, period_end, revision, period_kind, period_label, start_date, end_date,
  timezone, state, reconstructed, recorded_at)
SELECT
  :'tenant_id'::uuid, o.schedule, o.period_start, o.period_end, 1, o.kind, o.label, o.start_date, o.end_date,
  o.timezone, o.state, NULLIF(o.reconstructed, false), transaction_timestamp()
FROM unnest(
    :'schedules'::text[], :'starts'::timestamptz[], :'ends'::timestamptz[], :'kinds'::text[], :'labels'::text[],
    :'start_dates'::date[], :'end_dates'::date[], :'timezones'::text[], :'states'::text[], :'reconstructed'::boolean[])
  AS o (schedule, period_start, period_end, kind, label, start_date, end_date, timezone, state, reconstructed)
WHERE NOT EXISTS (
  SELECT FROM report_occurrence old
  WHERE old.tenant_id = :'tenant_id'::uuid AND old.schedule = o.schedule AND old.period_start = o.period_start
    AND old.period_end = o.period_end AND old.revision = 1)
ORDER BY o.schedule COLLATE "C", o.period_start, o.period_end
ON CONFLICT DO NOTHING
RETURNING schedule, NULLIF(period_start, '-infinity') AS period_start, period_end, revision
