-- The lines of a tenant's index: the current published revision of each period, and periods that were skipped and never
-- published. By schedule, newest first.
-- Parameters: tenant_id; published and skipped, the states.
SELECT DISTINCT ON (o.schedule, o.period_end, o.period_start)
  o.schedule,
  o.period_kind,
  o.period_label,
  o.start_date,
  o.end_date,
  coalesce(o.request #>> '{window,label}', o.period_label) AS window_label,
  coalesce(o.request #>> '{window,kind}', o.period_kind) AS window_kind,
  o.request #>> '{window,end}' AS window_end,
  o.as_of,
  o.timezone,
  o.state = :'skipped' AS is_skipped,
  o.revision,
  o.restate_reason,
  coalesce(o.request -> 'late_snapshot' = 'true', false) AS is_late,
  coalesce(o.request -> 'reconstructed' = 'true', false) AS is_reconstructed,
  coalesce(o.failed_runs, 0) AS failed_runs,
  o.request ->> 'currency' AS currency,
  o.request -> 'reports' AS reports,
  o.request -> 'formats' AS formats,
  o.views,
  o.view_history -> 'own' AS figures
FROM report_occurrence o
WHERE o.tenant_id = :'tenant_id'::uuid AND o.state IN (:'published', :'skipped')
  -- Without any page there is no index.
  AND EXISTS (
    SELECT FROM report_occurrence page
    WHERE page.tenant_id = :'tenant_id'::uuid AND page.state = :'published'
      AND jsonb_path_exists(page.views, '$[*].format ? (@ == "html")'))
ORDER BY o.schedule, o.period_end DESC, o.period_start, o.state = :'published' DESC, o.revision DESC
