-- Gaps between recorded periods of a tenant's schedules: dates that no recorded period covers. Rolling and all-time
-- periods overlap; of these, each day should be the end of one.
-- Parameters: tenant_id.
WITH occurrence AS NOT MATERIALIZED (
  SELECT
    schedule,
    CASE WHEN period_kind IN ('rolling', 'all_time') THEN end_date - 1 ELSE start_date END AS start_date,
    end_date
  FROM report_occurrence
  WHERE tenant_id = :'tenant_id'::uuid
), with_gap AS MATERIALIZED (
  -- In a schedule with a gap, a period starts after the end of the one before. Most schedules have none, and the costlier
  -- query below is not run for them.
  SELECT DISTINCT schedule
  FROM (
    SELECT schedule, start_date, lag(end_date) OVER (PARTITION BY schedule ORDER BY end_date) AS previous_end
    FROM occurrence
  ) AS neighbor
  WHERE start_date > previous_end
)
SELECT schedule, gap_start, gap_end
FROM (
  SELECT
    schedule,
    max(end_date) OVER (PARTITION BY schedule ORDER BY end_date ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
      AS gap_start,
    -- From the last row on, because a frame that loses rows would be computed anew for each row.
    min(start_date) OVER (PARTITION BY schedule ORDER BY end_date DESC) AS gap_end
  FROM occurrence
  WHERE schedule IN (SELECT schedule FROM with_gap)
) AS neighbor
WHERE gap_end > gap_start
ORDER BY schedule COLLATE "C", gap_start
