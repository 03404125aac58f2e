-- Skips revisions that were never published. A revision that a worker is computing is locked, and stays as it
-- is.
-- Parameters: tenant_id; arrays with an element for each occurrence: schedules, starts, ends, revisions.
UPDATE report_occurrence o
SET state = 'SKIPPED'
FROM (
  SELECT o.schedule, o.period_start, o.period_end, o.revision
  FROM report_occurrence o
  JOIN unnest(:'schedules'::text[], :'starts'::timestamptz[], :'ends'::timestamptz[], :'revisions'::integer[])
      AS wanted (schedule, period_start, period_end, revision)
    USING (schedule, period_start, period_end, revision)
  WHERE o.tenant_id = :'tenant_id'::uuid AND o.state IN ('DUE', 'RUNNING', 'FAILED', 'COMPUTED')
  ORDER BY o.schedule COLLATE "C", o.period_start, o.period_end, o.revision
  FOR NO KEY UPDATE OF o SKIP LOCKED
) AS chosen
WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = chosen.schedule AND o.period_start = chosen.period_start
  AND o.period_end = chosen.period_end AND o.revision = chosen.revision
RETURNING o.schedule, NULLIF(o.period_start, '-infinity') AS period_start, o.period_end, o.revision
