-- The years of a schedule's periods that were published or skipped, except for the newest of them, newest first. Jumps from one
-- year to the next in the index of dates, instead of reading all periods.
-- Parameters: tenant_id, schedule; published and skipped, the states; count, how many are the newest.
WITH RECURSIVE every_year AS (
  (SELECT extract(year FROM rest.end_date - 1)::integer AS year
   FROM (SELECT DISTINCT o.end_date, o.period_end, o.period_start
         FROM report_occurrence o
         WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule' AND o.state IN (:'published', :'skipped')
         ORDER BY o.end_date DESC, o.period_end DESC, o.period_start
         OFFSET :'count'::bigint LIMIT 1) AS rest)
  UNION ALL
  -- The last date of a period is the day before its end date.
  SELECT (SELECT extract(year FROM o.end_date - 1)::integer
          FROM report_occurrence o
          WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule' AND o.state IN (:'published', :'skipped')
            AND o.end_date <= make_date(every_year.year, 1, 1)
          ORDER BY o.end_date DESC LIMIT 1)
  FROM every_year
  WHERE every_year.year IS NOT NULL
)
SELECT lpad(year::text, 4, '0') AS year FROM every_year WHERE year IS NOT NULL ORDER BY every_year.year DESC
