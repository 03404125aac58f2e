-- Makes first revisions due again, as if they had never been tried: skipped ones, and, where that was asked for, those that are
-- not computed and are recorded for another source, the CRM as it is or the history of stages. An ON CONFLICT DO UPDATE in
-- record_occurrences.sql cannot do this: it would lock a row in any state, and so wait for the worker that
-- computes it.
-- Parameters: tenant_id; arrays with an element for each occurrence: schedules, starts, ends, reconstructed, requested.
UPDATE report_occurrence o
SET state = 'DUE', reconstructed = NULLIF(chosen.reconstructed, false), error_message = NULL, failures = NULL, failed_at = NULL
FROM (
  SELECT o.schedule, o.period_start, o.period_end, wanted.reconstructed
  FROM report_occurrence o
  JOIN unnest(
      :'schedules'::text[], :'starts'::timestamptz[], :'ends'::timestamptz[], :'reconstructed'::boolean[],
      :'requested'::boolean[])
      AS wanted (schedule, period_start, period_end, reconstructed, is_requested)
    USING (schedule, period_start, period_end)
  WHERE o.tenant_id = :'tenant_id'::uuid AND o.revision = 1
    AND (o.state = 'SKIPPED'
         OR wanted.is_requested
           AND o.state IN ('DUE', 'RUNNING', 'FAILED')
           AND coalesce(o.reconstructed, false) <> wanted.reconstructed)
  ORDER BY o.schedule COLLATE "C", o.period_start, o.period_end
  FOR NO KEY UPDATE OF o SKIP LOCKED
) AS chosen
WHERE o.tenant_id = :'tenant_id'::uuid AND o.revision = 1 AND o.schedule = chosen.schedule
  AND o.period_start = chosen.period_start AND o.period_end = chosen.period_end
RETURNING o.schedule, NULLIF(o.period_start, '-infinity') AS period_start, o.period_end, o.revision
