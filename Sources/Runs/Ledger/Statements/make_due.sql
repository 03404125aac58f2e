-- Makes skipped first revisions due again, as if they had never been tried. An ON CONFLICT DO UPDATE in
-- record_occurrences.sql cannot do this: it would lock a row in any state, and so wait for the worker that
-- computes it.
-- Parameters: tenant_id; arrays with an element for each occurrence: schedules, starts, ends.
UPDATE report_occurrence o
SET state = 'DUE', error_message = NULL, failures = NULL, failed_at = NULL
FROM (
  SELECT o.schedule, o.period_start, o.period_end
  FROM report_occurrence o
  JOIN unnest(:'schedules'::text[], :'starts'::timestamptz[], :'ends'::timestamptz[])
      AS wanted (schedule, period_start, period_end)
    USING (schedule, period_start, period_end)
  WHERE o.tenant_id = :'tenant_id'::uuid AND o.revision = 1 AND o.state = 'SKIPPED'
  ORDER BY o.schedule COLLATE "C", o.period_start, o.period_end
  FOR NO KEY UPDATE OF o SKIP LOCKED
) AS chosen
WHERE o.tenant_id = :'tenant_id'::uuid AND o.revision = 1 AND o.schedule = chosen.schedule
  AND o.period_start = chosen.period_start AND o.period_end = chosen.period_end
RETURNING o.schedule, NULLIF(o.period_start, '-infinity') AS period_start, o.period_end, o.revision
