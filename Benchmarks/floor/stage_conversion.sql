-- Prepares stage conversion, in the order of positions and without follow-up: a run for each pipeline, with a row for each
-- stage that has a rank.

PREPARE stage_conversion (uuid) AS
-- All visits of the deals that moved, also those before the window. Of equal rows, the one that was not left, or was left last.
WITH visit AS (
  SELECT DISTINCT ON (walker, s.entered_at, p.number)
    -- The deal and the pipeline: one number is sorted faster than two ids.
    (c.number::bigint << 16) | p.pipeline AS walker,
    s.entered_at,
    p.number,
    CASE WHEN NOT s.is_current THEN s.exited_at END AS left_at
  FROM deal_pipeline_stage_state AS s
  JOIN candidate AS c ON c.mover_id = s.deal_id
  JOIN stage AS p ON p.id = s.pipeline_stage_id AND p.pipeline_id = s.pipeline_id
  WHERE s.tenant_id = $1 AND s.entered_at < :'ends'
  ORDER BY walker, s.entered_at, p.number, left_at DESC NULLS FIRST
),
walk AS MATERIALIZED (
  SELECT
    walker, entered_at, number, left_at,
    lead(entered_at) OVER visits AS next_entered_at,
    lead(number) OVER visits AS next_number
  FROM visit
  WINDOW visits AS (PARTITION BY walker ORDER BY entered_at, number)
),
-- The visits that ended in the window. A visit ends when the next one begins, the last one when the deal leaves the pipeline.
departed AS (
  SELECT
    number,
    count(*) AS departed,
    count(*) FILTER (WHERE is_forward) AS departed_forward,
    array_agg(length ORDER BY length) AS lengths
  FROM (
    SELECT
      w.number,
      coalesce(next.rank > p.rank, false) AS is_forward,
      -- A length as a time: times are sorted as whole numbers.
      timestamp '2000-01-01' + (coalesce(w.next_entered_at, w.left_at) - w.entered_at) AS length
    FROM walk AS w
    JOIN stage AS p ON p.number = w.number AND p.rank IS NOT NULL
    LEFT JOIN stage AS next ON next.number = w.next_number
    WHERE coalesce(w.next_entered_at, w.left_at) >= :'starts' AND coalesce(w.next_entered_at, w.left_at) < :'ends'
  ) AS ended
  GROUP BY number
),
-- Deals that took the same path are alike: how many they are, and their amount.
path AS MATERIALIZED (
  SELECT row_number() OVER () AS path, steps, is_left, count(*) AS deals, sum(amount) AS amount
  FROM (
    SELECT
      walker,
      -- The number of the stage, and whether the visit began in the window.
      array_agg((number << 1) | (entered_at >= :'starts')::integer) AS steps,
      coalesce(bool_or(left_at < :'ends') FILTER (WHERE next_entered_at IS NULL), false) AS is_left
    FROM walk
    GROUP BY walker
  ) AS w
  JOIN candidate AS c ON c.number = w.walker >> 16
  GROUP BY steps, is_left
),
step AS MATERIALIZED (
  SELECT t.path, u.place, p.pipeline, p.rank, p.number, u.code & 1 = 1 AS is_new, NOT p.is_open AND NOT p.is_won AS is_lost
  FROM path AS t
  CROSS JOIN unnest(t.steps) WITH ORDINALITY AS u (code, place)
  JOIN stage AS p ON p.number = u.code >> 1
),
ranked AS (
  SELECT number, pipeline, rank FROM stage WHERE rank IS NOT NULL
),
-- Each path beside each stage with a row: the places on the path at which something happened.
met AS (
  SELECT
    s.path,
    r.number,
    r.rank,
    min(s.place) FILTER (WHERE s.number = r.number) AS first,
    min(s.place) FILTER (WHERE s.number = r.number AND s.is_new) AS first_new,
    min(s.place) FILTER (WHERE s.rank > r.rank) AS higher,
    min(s.place) FILTER (WHERE s.rank > r.rank AND s.is_new) AS higher_new,
    max(s.place) FILTER (WHERE s.rank > r.rank) AS last_higher,
    max(s.place) FILTER (WHERE s.rank < r.rank) AS last_lower,
    max(s.place) FILTER (WHERE s.is_lost) = max(s.place) AS is_lost,
    bool_or(s.place = 1 AND s.is_new) AS began,
    max(s.rank) >= r.rank AS reached
  FROM step AS s
  JOIN ranked AS r ON r.pipeline = s.pipeline
  GROUP BY s.path, r.number, r.rank
),
measured AS (
  SELECT
    number,
    sum(deals) FILTER (WHERE entered) AS entered,
    sum(deals) FILTER (WHERE entered AND advanced) AS advanced,
    sum(deals) FILTER (WHERE entered AND NOT advanced AND NOT is_left AND is_lost) AS lost,
    sum(deals) FILTER (WHERE entered AND NOT advanced AND is_left) AS left,
    sum(deals) FILTER (WHERE entered AND NOT advanced AND NOT is_left AND NOT is_lost) AS open,
    sum(deals) FILTER (WHERE entered AND last_lower > first) AS regressed,
    sum(deals) FILTER (WHERE first IS NULL AND higher = higher_new) AS skipped,
    sum(amount) FILTER (WHERE entered) AS entered_amount,
    sum(amount) FILTER (WHERE entered AND advanced) AS advanced_amount,
    sum(amount) FILTER (WHERE entered AND NOT advanced AND NOT is_left AND is_lost) AS lost_amount,
    sum(deals) FILTER (WHERE began) AS began,
    sum(deals) FILTER (WHERE began AND reached) AS reached
  FROM (
    SELECT
      m.number, m.first, m.higher, m.higher_new, m.last_lower, m.began, m.reached, t.deals, t.amount, t.is_left,
      coalesce(m.is_lost, false) AS is_lost,
      m.first = m.first_new AS entered,
      coalesce(m.last_higher > m.first, false) AS advanced
    FROM met AS m
    JOIN path AS t ON t.path = m.path
  ) AS of_path
  GROUP BY number
),
run AS MATERIALIZED (
  SELECT
    'stage_conversion' AS report_type,
    p.id AS pipeline_id,
    p.name AS pipeline_name,
    p.run_key,
    report_run_id(p.run_key) AS run_id,
    :'conversion_parameters'::jsonb || jsonb_build_object('pipeline_id', p.id) AS input_params,
    NULLIF(jsonb_strip_nulls(:several_warning), '{}') AS warnings
  FROM (
    SELECT
      *,
      sha256(convert_to(
        concat($1, E'\nstage_conversion\n1\n', :'conversion_parameters', E'\npipeline_id=', id), 'UTF8')) AS run_key
    FROM pipeline
    WHERE is_staged
  ) AS p
),
header AS (
  :headers
)
INSERT INTO report_stage_conversion_fact (
  run_id, tenant_id, pipeline_id, stage_id, stage_name, stage_state, stage_rank, entered_count, advanced_count, lost_count,
  left_count, open_count, regressed_count, skipped_count, entered_amount, advanced_amount, lost_amount, conversion_rate,
  resolved_rate, amount_rate, pipeline_entered_count, reached_count, reached_rate, departed_count, departed_forward_count,
  forward_rate, median_days_in_stage, pipeline_name, as_of)
SELECT
  run.run_id, $1, run.pipeline_id, p.id, p.name, p.state, p.rank,
  coalesce(m.entered, 0), coalesce(m.advanced, 0), coalesce(m.lost, 0), coalesce(m.left, 0), coalesce(m.open, 0),
  coalesce(m.regressed, 0), coalesce(m.skipped, 0),
  coalesce(m.entered_amount, 0), coalesce(m.advanced_amount, 0), coalesce(m.lost_amount, 0),
  CASE WHEN p.is_open THEN round(coalesce(m.advanced, 0), 40) / m.entered END,
  CASE WHEN p.is_open THEN round(coalesce(m.advanced, 0), 40) / NULLIF(coalesce(m.advanced, 0) + coalesce(m.lost, 0), 0) END,
  CASE WHEN p.is_open THEN round(coalesce(m.advanced_amount, 0), 40) / NULLIF(m.entered_amount, 0) END,
  coalesce(m.began, 0), coalesce(m.reached, 0), round(coalesce(m.reached, 0), 40) / m.began,
  coalesce(d.departed, 0), coalesce(d.departed_forward, 0),
  CASE WHEN p.is_open THEN round(d.departed_forward, 40) / d.departed END,
  round(
    extract(epoch FROM d.lengths[(d.departed + 1) / 2] - timestamp '2000-01-01')
      + extract(epoch FROM d.lengths[d.departed / 2 + 1] - timestamp '2000-01-01'), 40) / (2 * 86400),
  run.pipeline_name, :'ends'
FROM run
JOIN stage AS p ON p.pipeline_id = run.pipeline_id AND p.rank IS NOT NULL
LEFT JOIN measured AS m ON m.number = p.number
LEFT JOIN departed AS d ON d.number = p.number;
