-- The schedules of a tenant, with the last end date of each. Jumps from one schedule to the next in the index, instead of
-- reading all of their periods.
-- Parameters: tenant_id.
WITH RECURSIVE every_schedule AS (
  (SELECT schedule FROM report_occurrence WHERE tenant_id = :'tenant_id'::uuid ORDER BY schedule LIMIT 1)
  UNION ALL
  SELECT (SELECT o.schedule FROM report_occurrence o
          WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule > every_schedule.schedule
          ORDER BY o.schedule LIMIT 1)
  FROM every_schedule
  WHERE every_schedule.schedule IS NOT NULL
)
SELECT schedule, (SELECT max(o.end_date) FROM report_occurrence o
                  WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = every_schedule.schedule) AS end_date
FROM every_schedule
WHERE schedule IS NOT NULL
ORDER BY schedule COLLATE "C"
