-- The lines of a schedule in a page of the index: the current published revision of each period, and periods that were skipped
-- and never published. Newest first, in the order of an index, so that the newest are found without the others.
-- Parameters: tenant_id, schedule; published and skipped, the states; after and until, dates: only of periods whose end date lies
-- between them, the latter included; count, how many at most, or empty for all.
SELECT DISTINCT ON (o.end_date, o.period_end, o.period_start)
  o.schedule,
  o.period_kind,
  o.period_label,
  NULLIF(o.period_start, '-infinity') AS period_start,
  o.period_end,
  o.start_date,
  o.end_date,
  o.request -> 'window' AS "window",
  o.as_of,
  o.timezone,
  o.state = :'skipped' AS is_skipped,
  o.revision,
  o.restate_reason,
  coalesce(o.request -> 'late_snapshot' = 'true', false) AS is_late,
  coalesce(o.request -> 'reconstructed' = 'true', false) AS is_reconstructed,
  o.request -> 'today' AS today,
  o.request -> 'not_reconstructed' AS not_reconstructed,
  coalesce(o.failed_runs, 0) AS failed_runs,
  o.request ->> 'currency' AS currency,
  o.request -> 'reports' AS reports,
  o.request -> 'formats' AS formats,
  o.views,
  o.view_history -> 'own' AS figures
FROM report_occurrence o
WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule' AND o.state IN (:'published', :'skipped')
  AND o.end_date > :'after'::date AND o.end_date <= :'until'::date
ORDER BY o.end_date DESC, o.period_end DESC, o.period_start, o.state = :'published' DESC, o.revision DESC
LIMIT NULLIF(:'count', '')::bigint
