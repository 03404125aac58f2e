-- Occurrences of a tenant, ordered by schedule and time, without reading all of its history: every revision of the
-- periods that
--   - are not published, and on request those that were published with failed runs;
--   - ended at most a year before the last one of their schedule: an edited calendar can give a new period the label
--     of another one, but only of one that ends less than a year apart;
--   - were the last ones to be published;
--   - end between two dates.
-- Parameters: tenant_id; incomplete, whether periods with failed runs are wanted; from and to, local dates (infinite ones for
-- all periods, empty for none).
WITH RECURSIVE every_schedule AS (
  (SELECT schedule FROM report_occurrence WHERE tenant_id = :'tenant_id'::uuid ORDER BY schedule LIMIT 1)
  UNION ALL
  SELECT (SELECT o.schedule FROM report_occurrence o
          WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule > every_schedule.schedule
          ORDER BY o.schedule LIMIT 1)
  FROM every_schedule
  WHERE every_schedule.schedule IS NOT NULL
), latest AS (
  SELECT schedule, (SELECT max(o.end_date) FROM report_occurrence o
                    WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = every_schedule.schedule) AS end_date
  FROM every_schedule
  WHERE schedule IS NOT NULL
), period AS (
  SELECT o.schedule, o.period_start, o.period_end
  FROM report_occurrence o
  WHERE o.tenant_id = :'tenant_id'::uuid AND o.state <> 'PUBLISHED'
  UNION
  SELECT o.schedule, o.period_start, o.period_end
  FROM report_occurrence o
  WHERE :'incomplete'::boolean AND o.tenant_id = :'tenant_id'::uuid AND o.state = 'PUBLISHED'
    AND o.failed_runs IS DISTINCT FROM 0
  UNION
  SELECT o.schedule, o.period_start, o.period_end
  FROM latest JOIN report_occurrence o ON o.schedule = latest.schedule AND o.end_date >= latest.end_date - 366
  WHERE o.tenant_id = :'tenant_id'::uuid
  UNION
  SELECT o.schedule, o.period_start, o.period_end
  FROM latest CROSS JOIN LATERAL (
    SELECT schedule, period_start, period_end FROM report_occurrence
    WHERE tenant_id = :'tenant_id'::uuid AND schedule = latest.schedule AND state = 'PUBLISHED'
      -- A restatement that is not published yet hides the period's published revision.
      AND NOT EXISTS (
        SELECT FROM report_occurrence later
        WHERE later.tenant_id = :'tenant_id'::uuid AND later.schedule = report_occurrence.schedule
          AND later.period_start = report_occurrence.period_start AND later.period_end = report_occurrence.period_end
          AND later.state = 'COMPUTED')
    ORDER BY end_date DESC LIMIT 1
  ) AS o
  UNION
  SELECT o.schedule, o.period_start, o.period_end
  FROM latest JOIN report_occurrence o
    ON o.schedule = latest.schedule AND o.end_date >= NULLIF(:'from', '')::date AND o.end_date <= NULLIF(:'to', '')::date
  WHERE o.tenant_id = :'tenant_id'::uuid
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
  o.error_message,
  o.restate_reason,
  coalesce(o.failures, 0) AS failures,
  o.failed_at,
  -- Earlier programs recorded the number of failed runs in the files alone.
  coalesce(
    o.failed_runs,
    (SELECT sum((report #>> '{runs,failed}')::bigint) FROM jsonb_array_elements(o.files) AS report),
    0) AS failed_runs
FROM period JOIN report_occurrence o
  ON o.schedule = period.schedule AND o.period_start = period.period_start AND o.period_end = period.period_end
WHERE o.tenant_id = :'tenant_id'::uuid
ORDER BY o.schedule COLLATE "C", o.period_end, o.period_start, o.revision
