-- The six reports of January 2026 as DuckDB computes them from Parquet files of the CRM's tables: counts and amounts by the same
-- rules, without the rates that follow from them, headers, keys or limits.

CREATE VIEW stage AS
SELECT
  id, pipeline_id, name, stage_state, probability,
  stage_state NOT IN ('DONE_SUCCESS', 'DONE_FAILED') AS is_open,
  CASE
    WHEN stage_state NOT IN ('DONE_SUCCESS', 'DONE_FAILED')
      THEN rank() OVER (PARTITION BY pipeline_id, stage_state NOT IN ('DONE_SUCCESS', 'DONE_FAILED') ORDER BY position)
    WHEN stage_state = 'DONE_SUCCESS'
      THEN count(*) FILTER (WHERE stage_state NOT IN ('DONE_SUCCESS', 'DONE_FAILED')) OVER (PARTITION BY pipeline_id) + 1
  END AS rank
FROM pipeline_stage;

CREATE TABLE overview AS
SELECT pipeline_id, status, count(*) AS deal_count, sum(coalesce(amount, 0)) AS total_amount
FROM (
  SELECT
    d.pipeline_id, d.amount,
    CASE p.stage_state WHEN 'DONE_SUCCESS' THEN 'WON' WHEN 'DONE_FAILED' THEN 'LOST' ELSE 'OPEN' END AS status
  FROM deal AS d
  JOIN deal_pipeline_stage_state AS s ON s.deal_id = d.id AND s.is_current
  JOIN stage AS p ON p.id = s.pipeline_stage_id
  WHERE d.updated_at >= '2025-12-31 23:00Z' AND d.updated_at < '2026-01-31 23:00Z'
  QUALIFY row_number() OVER (
    PARTITION BY d.id
    ORDER BY coalesce(s.pipeline_id = d.pipeline_id, false) DESC, s.entered_at DESC, s.pipeline_stage_id DESC) = 1
) AS chosen
GROUP BY pipeline_id, status;

CREATE TABLE place AS
SELECT s.deal_id, s.pipeline_id, s.pipeline_stage_id AS stage_id, s.entered_at, s.exited_at
FROM deal_pipeline_stage_state AS s
JOIN stage AS p ON p.id = s.pipeline_stage_id AND p.pipeline_id = s.pipeline_id
WHERE s.is_current
QUALIFY row_number() OVER (
  PARTITION BY s.deal_id, s.pipeline_id
  ORDER BY s.entered_at DESC, s.pipeline_stage_id DESC, s.exited_at DESC NULLS FIRST) = 1;
DELETE FROM place WHERE entered_at >= '2026-01-31 23:00Z' OR exited_at < '2025-12-31 23:00Z';

CREATE TABLE funnel AS
SELECT
  s.pipeline_id, s.stage_id, count(*) AS deal_count, sum(coalesce(d.amount, 0)) AS total_amount,
  sum(epoch_us(coalesce(s.exited_at, '2026-01-31 23:00Z'::timestamptz)) - epoch_us(s.entered_at)) AS age
FROM place AS s
JOIN deal AS d ON d.id = s.deal_id
GROUP BY s.pipeline_id, s.stage_id;

CREATE TABLE weighted AS
SELECT pipeline_id, stage_id, close_bucket, count(*) AS deal_count, sum(coalesce(amount, 0)) AS open_amount
FROM (
  SELECT
    s.pipeline_id, s.stage_id, d.amount,
    CASE
      WHEN coalesce(d.expected_close_date, d.close_date) < '2026-02-01' THEN 'OVERDUE'
      WHEN coalesce(d.expected_close_date, d.close_date) < '2026-04-01' THEN 'CURRENT'
      WHEN coalesce(d.expected_close_date, d.close_date) < '2026-07-01' THEN 'NEXT'
      WHEN coalesce(d.expected_close_date, d.close_date) IS NOT NULL THEN 'LATER'
      ELSE 'UNDATED'
    END AS close_bucket
  FROM place AS s
  JOIN stage AS p ON p.id = s.stage_id AND p.is_open
  JOIN deal AS d ON d.id = s.deal_id
) AS open
GROUP BY pipeline_id, stage_id, close_bucket;

CREATE TABLE closed AS
SELECT s.deal_id, s.entered_at AS closed_at, p.stage_state = 'DONE_SUCCESS' AS is_won
FROM deal_pipeline_stage_state AS s
JOIN stage AS p ON p.id = s.pipeline_stage_id AND NOT p.is_open
WHERE s.is_current AND s.entered_at >= '2025-12-31 23:00Z' AND s.entered_at < '2026-01-31 23:00Z'
QUALIFY row_number() OVER (PARTITION BY s.deal_id ORDER BY s.entered_at, s.pipeline_stage_id) = 1;

CREATE TABLE held AS
WITH candidate AS (
  SELECT
    d.*,
    coalesce(
      p.is_open AND coalesce(d.expected_close_date, d.close_date) >= '2026-01-01'
        AND coalesce(d.expected_close_date, d.close_date) < '2026-02-01',
      false) AS is_open,
    d.created_at >= '2025-12-31 23:00Z' AND d.created_at < '2026-01-31 23:00Z' AS is_created,
    c.is_won,
    epoch_us(c.closed_at) - epoch_us(d.created_at) AS time_to_close
  FROM deal AS d
  LEFT JOIN closed AS c ON c.deal_id = d.id
  LEFT JOIN stage AS p ON p.id = d.stage_id
)
SELECT
  type, id, coalesce(amount, 0) AS amount, is_open, is_created, is_won, time_to_close
FROM (
  SELECT 'USER' AS type, owned_by_user_id AS id, * EXCLUDE (id) FROM candidate
  UNION ALL
  SELECT 'USER', nullif(assigned_user_id, owned_by_user_id), * EXCLUDE (id) FROM candidate
  UNION ALL
  SELECT 'GROUP', owned_by_group_id, * EXCLUDE (id) FROM candidate
  UNION ALL
  SELECT 'GROUP', nullif(assigned_group_id, owned_by_group_id), * EXCLUDE (id) FROM candidate
) AS of_principal
WHERE id IS NOT NULL;

CREATE TABLE principal AS
SELECT DISTINCT type, id FROM held
UNION
SELECT principal_type, principal_id FROM sales_target;

CREATE TABLE coverage AS
SELECT
  p.type AS principal_type, p.id AS principal_id, t.amount AS target_amount,
  coalesce(h.open_amount, 0) AS open_amount, coalesce(h.won_amount, 0) AS won_amount
FROM principal AS p
LEFT JOIN (
  SELECT type, id, sum(amount) FILTER (WHERE is_open) AS open_amount, sum(amount) FILTER (WHERE is_won) AS won_amount
  FROM held
  GROUP BY type, id
) AS h USING (type, id)
LEFT JOIN (
  SELECT principal_type AS type, principal_id AS id, sum(target_amount) AS amount
  FROM sales_target
  WHERE period_start = '2026-01-01' AND period_end = '2026-02-01'
  GROUP BY principal_type, principal_id
) AS t USING (type, id);

CREATE TABLE performance AS
SELECT
  p.type AS principal_type, p.id AS principal_id,
  count(*) FILTER (WHERE h.is_created) AS deals_created_count,
  count(*) FILTER (WHERE h.is_created AND h.is_won) AS deals_closed_won_count,
  count(*) FILTER (WHERE h.is_created AND NOT h.is_won) AS deals_closed_lost_count,
  coalesce(sum(h.amount) FILTER (WHERE h.is_created AND h.is_won), 0) AS total_amount_won,
  sum(h.time_to_close) FILTER (WHERE h.is_created) AS time_to_close,
  count(*) FILTER (WHERE h.is_won) AS closed_won_count,
  count(*) FILTER (WHERE NOT h.is_won) AS closed_lost_count,
  coalesce(sum(h.amount) FILTER (WHERE h.is_won), 0) AS closed_won_amount,
  median(h.time_to_close) AS median_time_to_close
FROM principal AS p
LEFT JOIN held AS h ON h.type = p.type AND h.id = p.id AND (h.is_created OR h.is_won IS NOT NULL)
GROUP BY p.type, p.id;

CREATE TABLE walk AS
WITH visit AS (
  SELECT s.deal_id, p.pipeline_id, s.pipeline_stage_id AS stage_id, p.rank, p.stage_state, s.entered_at,
         CASE WHEN NOT s.is_current THEN s.exited_at END AS left_at
  FROM deal_pipeline_stage_state AS s
  JOIN stage AS p ON p.id = s.pipeline_stage_id AND p.pipeline_id = s.pipeline_id
  SEMI JOIN (
    SELECT deal_id
    FROM deal_pipeline_stage_state
    WHERE entered_at >= '2025-12-31 23:00Z' AND entered_at < '2026-01-31 23:00Z'
       OR exited_at >= '2025-12-31 23:00Z' AND exited_at < '2026-01-31 23:00Z'
  ) AS moved ON moved.deal_id = s.deal_id
  WHERE s.entered_at < '2026-01-31 23:00Z'
  QUALIFY row_number() OVER (
    PARTITION BY s.deal_id, p.pipeline_id, s.entered_at, s.pipeline_stage_id ORDER BY left_at DESC NULLS FIRST) = 1
)
SELECT
  *,
  row_number() OVER visits AS place,
  lead(entered_at) OVER visits AS next_entered_at,
  lead(rank) OVER visits AS next_rank,
  entered_at >= '2025-12-31 23:00Z' AS is_new
FROM visit
WINDOW visits AS (PARTITION BY deal_id, pipeline_id ORDER BY entered_at, stage_id);

CREATE TABLE conversion AS
WITH walker AS (
  SELECT deal_id, pipeline_id, max(place) AS last, arg_max(stage_state, place) = 'DONE_FAILED' AS is_lost,
         coalesce(arg_max(coalesce(left_at, 'infinity'), place) < '2026-01-31 23:00Z', false) AS is_left,
         arg_min(is_new, place) AS began, max(rank) AS highest
  FROM walk
  GROUP BY deal_id, pipeline_id
),
met AS (
  SELECT
    w.deal_id, r.id AS stage_id, r.rank,
    min(w.place) FILTER (WHERE w.stage_id = r.id) AS first,
    min(w.place) FILTER (WHERE w.stage_id = r.id AND w.is_new) AS first_new,
    min(w.place) FILTER (WHERE w.rank > r.rank) AS higher,
    min(w.place) FILTER (WHERE w.rank > r.rank AND w.is_new) AS higher_new,
    max(w.place) FILTER (WHERE w.rank > r.rank) AS last_higher,
    max(w.place) FILTER (WHERE w.rank < r.rank) AS last_lower,
    any_value(w.pipeline_id) AS pipeline_id
  FROM walk AS w
  JOIN stage AS r ON r.pipeline_id = w.pipeline_id AND r.rank IS NOT NULL
  GROUP BY w.deal_id, r.id, r.rank
),
decided AS (
  SELECT
    m.pipeline_id, m.stage_id,
    coalesce(m.first = m.first_new, false) AS entered,
    coalesce(m.last_higher > m.first, false) AS advanced,
    coalesce(m.last_lower > m.first, false) AS regressed,
    m.first IS NULL AND coalesce(m.higher = m.higher_new, false) AS skipped,
    w.began, coalesce(w.highest >= m.rank, false) AS reached, w.is_left, w.is_lost, coalesce(d.amount, 0) AS amount
  FROM met AS m
  JOIN walker AS w ON w.deal_id = m.deal_id AND w.pipeline_id = m.pipeline_id
  JOIN deal AS d ON d.id = m.deal_id
),
counted AS (
  SELECT
    stage_id,
    count(*) FILTER (WHERE entered) AS entered_count,
    count(*) FILTER (WHERE entered AND advanced) AS advanced_count,
    count(*) FILTER (WHERE entered AND NOT advanced AND NOT is_left AND is_lost) AS lost_count,
    count(*) FILTER (WHERE entered AND NOT advanced AND is_left) AS left_count,
    count(*) FILTER (WHERE entered AND NOT advanced AND NOT is_left AND NOT is_lost) AS open_count,
    count(*) FILTER (WHERE entered AND regressed) AS regressed_count,
    count(*) FILTER (WHERE skipped) AS skipped_count,
    sum(amount) FILTER (WHERE entered) AS entered_amount,
    sum(amount) FILTER (WHERE entered AND advanced) AS advanced_amount,
    count(*) FILTER (WHERE began) AS pipeline_entered_count,
    count(*) FILTER (WHERE began AND reached) AS reached_count
  FROM decided
  GROUP BY stage_id
),
departed AS (
  SELECT
    stage_id, count(*) AS departed_count, count(*) FILTER (WHERE next_rank > rank) AS departed_forward_count,
    median(epoch_us(coalesce(next_entered_at, left_at)) - epoch_us(entered_at)) AS median_time
  FROM walk
  WHERE coalesce(next_entered_at, left_at) >= '2025-12-31 23:00Z' AND coalesce(next_entered_at, left_at) < '2026-01-31 23:00Z'
  GROUP BY stage_id
)
SELECT
  p.pipeline_id, p.id AS stage_id, coalesce(c.entered_count, 0) AS entered_count, coalesce(c.advanced_count, 0) AS advanced_count,
  coalesce(c.lost_count, 0) AS lost_count, coalesce(c.left_count, 0) AS left_count, coalesce(c.open_count, 0) AS open_count,
  coalesce(c.regressed_count, 0) AS regressed_count, coalesce(c.skipped_count, 0) AS skipped_count,
  coalesce(c.entered_amount, 0) AS entered_amount, coalesce(c.advanced_amount, 0) AS advanced_amount,
  coalesce(c.pipeline_entered_count, 0) AS pipeline_entered_count, coalesce(c.reached_count, 0) AS reached_count,
  coalesce(d.departed_count, 0) AS departed_count, coalesce(d.departed_forward_count, 0) AS departed_forward_count,
  d.median_time
FROM stage AS p
LEFT JOIN counted AS c ON c.stage_id = p.id
LEFT JOIN departed AS d ON d.stage_id = p.id
WHERE p.rank IS NOT NULL;
