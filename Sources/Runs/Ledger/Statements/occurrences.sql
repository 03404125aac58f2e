-- Occurrences of a schedule, ordered by time, without reading all of its history: every revision of the periods that
--   - are not published, and on request those that were published with failed runs;
--   - end on or after a date: an edited calendar can give a new period the label of another one, but only of one that
--     ends less than a year apart;
--   - were the last ones to be published;
--   - are the newest twelve, on request with those that have failed runs: yearly ones end years apart;
--   - end between two dates.
-- One schedule and constant dates, so that the database sees how few rows these are, and finds them by an index.
-- Parameters: tenant_id, schedule; since, a local date; incomplete, whether periods with failed runs and the newest twelve are wanted; from and to,
-- local dates (infinite ones for all periods, empty for none).
WITH period AS (
  SELECT o.period_start, o.period_end
  FROM report_occurrence o
  WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule' AND o.state <> 'PUBLISHED'
  UNION
  SELECT o.period_start, o.period_end
  FROM report_occurrence o
  WHERE :'incomplete'::boolean AND o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule'
    AND o.state = 'PUBLISHED' AND o.failed_runs IS DISTINCT FROM 0
  UNION
  SELECT o.period_start, o.period_end
  FROM report_occurrence o
  WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule' AND o.end_date >= :'since'::date
  UNION
  (SELECT o.period_start, o.period_end
   FROM report_occurrence o
   WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule' AND o.state = 'PUBLISHED'
     -- A restatement that is not published yet hides the period's published revision.
     AND NOT EXISTS (
       SELECT FROM report_occurrence later
       WHERE later.tenant_id = :'tenant_id'::uuid AND later.schedule = :'schedule'
         AND later.period_start = o.period_start AND later.period_end = o.period_end AND later.state = 'COMPUTED')
   ORDER BY o.end_date DESC LIMIT 1)
  UNION
  (SELECT o.period_start, o.period_end
   FROM report_occurrence o
   WHERE :'incomplete'::boolean AND o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule' AND o.revision = 1
   ORDER BY o.end_date DESC LIMIT 12)
  UNION
  SELECT o.period_start, o.period_end
  FROM report_occurrence o
  WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule'
    AND o.end_date >= NULLIF(:'from', '')::date AND o.end_date <= NULLIF(:'to', '')::date
)
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
  -- What was computed says itself from what: an earlier program that was running during the migration left the column alone.
  coalesce(
    CASE WHEN o.state IN ('COMPUTED', 'PUBLISHED') THEN o.request -> 'reconstructed' = 'true' ELSE o.reconstructed END, false)
    AS is_reconstructed,
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
    0) AS failed_runs
FROM period JOIN report_occurrence o ON o.period_start = period.period_start AND o.period_end = period.period_end
WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule'
ORDER BY o.period_end, o.period_start, o.revision
