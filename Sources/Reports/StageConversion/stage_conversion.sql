-- Stage conversion: what became of the deals that entered each stage in the period, and how many of the stays that ended in
-- it ended forward?
--
-- One run for each pipeline, with a row for each of its stages that has a rank, also without deals.
-- With the variable `deals`, the deals behind the rows instead.
-- Parameters: tenant_id, period_start, counted_until, outcomes_until, pipelines, stage_order, currency, place_totals.

\ir ../CRM/definitions.sql

WITH period AS (
  -- Parsed once: used directly below, the texts would be parsed again for every row.
  SELECT
    coalesce(NULLIF(:'period_start', '')::timestamptz, '-infinity') AS starts,
    :'counted_until'::timestamptz AS ends,
    :'outcomes_until'::timestamptz AS outcomes_until
),
placed AS (
  SELECT
    p.id,
    p.pipeline_id,
    :stage_name AS name,
    :stage_state AS state,
    :stage_state NOT IN :closed_states AS is_open,
    p.id = ANY (:'stage_order'::uuid[]) AS is_listed,
    CASE
      WHEN :'stage_order'::uuid[] = '{}' THEN :open_position
      WHEN :stage_state NOT IN :closed_states THEN array_position(:'stage_order'::uuid[], p.id)
    END AS place
  FROM pipeline_stage p
  WHERE p.tenant_id = :'tenant_id'::uuid AND p.pipeline_id = ANY (:'pipelines'::uuid[])
),
stage AS (
  SELECT
    *,
    -- In the order of the ids, and faster to sort.
    row_number() OVER (ORDER BY id)::integer AS number,
    dense_rank() OVER (ORDER BY pipeline_id)::integer AS pipeline,
    CASE
      WHEN place IS NOT NULL THEN rank() OVER (PARTITION BY pipeline_id ORDER BY place)
      WHEN state = :won_state THEN NULLIF(count(place) OVER (PARTITION BY pipeline_id), 0) + 1
    END AS rank
  FROM placed
),
-- The deals that entered or left a stage in the window. No other deal adds anything.
mover AS (
  SELECT d.id AS deal_id, coalesce(:deal_amount, 0) AS amount, :is_in_other_currency AS is_in_other_currency
  FROM deal d
  JOIN (
    SELECT DISTINCT s.deal_id
    FROM deal_pipeline_stage_state s
    WHERE s.tenant_id = :'tenant_id'::uuid
      AND (s.entered_at >= (SELECT starts FROM period) AND s.entered_at < (SELECT ends FROM period)
           OR s.exited_at >= (SELECT starts FROM period) AND s.exited_at < (SELECT ends FROM period))
  ) AS m ON m.deal_id = d.id
  WHERE d.tenant_id = :'tenant_id'::uuid
),
-- All their visits, also those before and after the window. Rows that agree in deal, pipeline, stage and time of entry are
-- one visit: the one that was not left, because it is current or has no exited_at, or the one left last.
visit AS (
  SELECT DISTINCT ON (s.deal_id, stage.pipeline, s.entered_at, stage.number)
    s.deal_id,
    stage.pipeline,
    s.entered_at,
    stage.number,
    CASE WHEN s.is_current IS NOT TRUE THEN s.exited_at END AS left_at,
    mover.amount,
    mover.is_in_other_currency
  FROM deal_pipeline_stage_state s
  JOIN mover ON mover.deal_id = s.deal_id
  JOIN stage ON stage.id = s.pipeline_stage_id AND stage.pipeline_id = s.pipeline_id
  WHERE s.tenant_id = :'tenant_id'::uuid AND s.entered_at < (SELECT outcomes_until FROM period)
  ORDER BY s.deal_id, stage.pipeline, s.entered_at, stage.number, left_at DESC NULLS FIRST
),
-- Sorted once, and read twice.
walk AS MATERIALIZED (
  SELECT
    deal_id,
    pipeline,
    number,
    entered_at,
    left_at,
    amount,
    is_in_other_currency,
    lead(entered_at) OVER visits AS next_entered_at,
    lead(number) OVER visits AS next_number,
    -- At the last visit, all of them in order: each as the number of its stage times 2, + 1 if it begins in the window.
    CASE
      WHEN lead(entered_at) OVER visits IS NULL THEN array_agg(
        2 * number
          + (entered_at >= (SELECT starts FROM period) AND entered_at < (SELECT ends FROM period))::integer
      ) OVER visits
    END AS steps
  FROM visit
  WINDOW visits AS (PARTITION BY deal_id, pipeline ORDER BY entered_at, number ROWS UNBOUNDED PRECEDING)
),
-- The visits that ended in the window, as they stood at its end: what came later changes nothing. A visit ends when the next
-- one begins, and the last one when the deal leaves the pipeline.
stay AS (
  SELECT
    w.deal_id,
    w.number,
    w.entered_at,
    w.ended_at,
    -- As exact decimals: infinite timestamps cannot be subtracted.
    extract(epoch FROM w.ended_at) - extract(epoch FROM w.entered_at) AS seconds,
    coalesce(w.is_followed AND next.rank > stage.rank, false) AS is_forward
  FROM (
    SELECT
      *,
      next_entered_at < (SELECT ends FROM period) AS is_followed,
      CASE WHEN next_entered_at < (SELECT ends FROM period) THEN next_entered_at ELSE left_at END AS ended_at
    FROM walk
    WHERE entered_at < (SELECT ends FROM period)
  ) AS w
  JOIN stage ON stage.number = w.number AND stage.rank IS NOT NULL
  LEFT JOIN stage AS next ON next.number = w.next_number
  WHERE w.ended_at >= (SELECT starts FROM period) AND w.ended_at < (SELECT ends FROM period)
),
walker AS (
  SELECT
    deal_id,
    pipeline,
    steps,
    coalesce(left_at < (SELECT outcomes_until FROM period), false) AS is_left,
    amount,
    is_in_other_currency
  FROM walk
  WHERE steps IS NOT NULL
),
-- Deals that took the same path add the same to each row: what that is, is found once for all of them.
path AS (
  SELECT
    row_number() OVER () AS id,
    pipeline,
    steps,
    is_left,
    count(*) AS deals,
    sum(amount) AS amount,
    count(*) FILTER (WHERE is_in_other_currency) AS other_currency_deals
  FROM walker
  GROUP BY pipeline, steps, is_left
),
step AS (
  SELECT
    path.id AS path_id,
    path.pipeline,
    path.is_left,
    t.position,
    stage.number,
    stage.rank,
    t.code % 2 = 1 AS begins_in_window,
    t.position = cardinality(path.steps) AND stage.state = :lost_state AS is_lost
  FROM path
  CROSS JOIN unnest(path.steps) WITH ORDINALITY AS t (code, position)
  JOIN stage ON stage.number = t.code / 2
),
-- Each path beside each stage with a row.
passage AS (
  SELECT
    t.path_id,
    r.number,
    r.rank,
    bool_or(t.is_left) AS is_left,
    coalesce(bool_or(t.is_lost), false) AS is_lost,
    bool_or(t.position = 1 AND t.begins_in_window) AS is_new,
    max(t.rank) AS highest_rank,
    min(t.position) FILTER (WHERE t.number = r.number) AS first,
    min(t.position) FILTER (WHERE t.number = r.number AND t.begins_in_window) AS first_in_window,
    min(t.position) FILTER (WHERE t.rank > r.rank) AS first_higher,
    min(t.position) FILTER (WHERE t.rank > r.rank AND t.begins_in_window) AS first_higher_in_window,
    max(t.position) FILTER (WHERE t.rank > r.rank) AS last_higher,
    max(t.position) FILTER (WHERE t.rank < r.rank) AS last_lower
  FROM step t
  JOIN stage r ON r.pipeline = t.pipeline AND r.rank IS NOT NULL
  GROUP BY t.path_id, r.number, r.rank
),
decided AS (
  SELECT
    *,
    coalesce(first = first_in_window, false) AS is_entered,
    coalesce(last_higher > first, false) AS is_advanced,
    coalesce(last_lower > first, false) AS is_regressed,
    first IS NULL AND coalesce(first_higher = first_higher_in_window, false) AS is_skipped
  FROM passage
),
-- What each deal on the path adds to the row of the stage.
contribution AS (
  SELECT
    path_id,
    number,
    is_entered::integer AS entered_count,
    (is_entered AND is_advanced)::integer AS advanced_count,
    (is_entered AND NOT is_advanced AND NOT is_left AND is_lost)::integer AS lost_count,
    (is_entered AND NOT is_advanced AND is_left)::integer AS left_count,
    (is_entered AND NOT is_advanced AND NOT is_left AND NOT is_lost)::integer AS open_count,
    (is_entered AND is_regressed)::integer AS regressed_count,
    is_skipped::integer AS skipped_count,
    is_new::integer AS pipeline_entered_count,
    (is_new AND coalesce(highest_rank >= rank, false))::integer AS reached_count
  FROM decided
  WHERE is_entered OR is_skipped OR is_new
)
\if :{?deals}
SELECT
  stage.pipeline_id,
  stage.id AS stage_id,
  added.deal_id,
  sum(added.entered_count) AS entered_count,
  sum(added.advanced_count) AS advanced_count,
  sum(added.lost_count) AS lost_count,
  sum(added.left_count) AS left_count,
  sum(added.open_count) AS open_count,
  sum(added.regressed_count) AS regressed_count,
  sum(added.skipped_count) AS skipped_count,
  sum(added.amount) FILTER (WHERE added.entered_count > 0) AS entered_amount,
  sum(added.amount) FILTER (WHERE added.advanced_count > 0) AS advanced_amount,
  sum(added.amount) FILTER (WHERE added.lost_count > 0) AS lost_amount,
  sum(added.pipeline_entered_count) AS pipeline_entered_count,
  sum(added.reached_count) AS reached_count,
  count(added.is_forward) AS departed_count,
  count(*) FILTER (WHERE added.is_forward) AS departed_forward_count,
  sum(added.seconds) / 86400 AS days_in_stage,
  coalesce(bool_or(added.is_in_other_currency) FILTER (WHERE added.entered_count > 0), false)
    AS is_in_other_currency
FROM (
  SELECT
    w.deal_id, c.number, c.entered_count, c.advanced_count, c.lost_count, c.left_count, c.open_count,
    c.regressed_count, c.skipped_count, c.pipeline_entered_count, c.reached_count,
    w.amount, w.is_in_other_currency, NULL::boolean AS is_forward, NULL::numeric AS seconds
  FROM walker w
  JOIN path USING (pipeline, steps, is_left)
  JOIN contribution c ON c.path_id = path.id
  UNION ALL
  SELECT deal_id, number, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, is_forward, seconds
  FROM stay
) AS added
JOIN stage ON stage.number = added.number
GROUP BY stage.pipeline_id, stage.id, added.deal_id
\else
,
measured AS (
  SELECT
    c.number,
    sum(c.entered_count * path.deals) AS entered_count,
    sum(c.advanced_count * path.deals) AS advanced_count,
    sum(c.lost_count * path.deals) AS lost_count,
    sum(c.left_count * path.deals) AS left_count,
    sum(c.open_count * path.deals) AS open_count,
    sum(c.regressed_count * path.deals) AS regressed_count,
    sum(c.skipped_count * path.deals) AS skipped_count,
    sum(path.amount) FILTER (WHERE c.entered_count > 0) AS entered_amount,
    sum(path.amount) FILTER (WHERE c.advanced_count > 0) AS advanced_amount,
    sum(path.amount) FILTER (WHERE c.lost_count > 0) AS lost_amount,
    sum(c.pipeline_entered_count * path.deals) AS pipeline_entered_count,
    sum(c.reached_count * path.deals) AS reached_count
  FROM contribution c
  JOIN path ON path.id = c.path_id
  GROUP BY c.number
),
departed AS (
  SELECT
    number,
    departed_count,
    departed_forward_count,
    CASE
      WHEN has_infinite THEN 'NaN'
      -- The middle value, counted from both ends. Their sum is twice the median, also of an even number.
      ELSE seconds[(departed_count + 1) / 2] + seconds[departed_count / 2 + 1]
    END AS twice_seconds
  FROM (
    SELECT
      number,
      count(*) AS departed_count,
      count(*) FILTER (WHERE is_forward) AS departed_forward_count,
      bool_or(NOT isfinite(entered_at) OR NOT isfinite(ended_at)) AS has_infinite,
      -- Sorted once; percentile_disc() would sort for each end.
      array_agg(seconds ORDER BY seconds) AS seconds
    FROM stay
    GROUP BY number
  ) AS sorted
),
-- Deals whose amount is in a row, each once.
other_currency AS (
  SELECT pipeline, sum(other_currency_deals) AS deals
  FROM path
  WHERE id IN (SELECT path_id FROM contribution WHERE entered_count > 0)
  GROUP BY pipeline
),
-- As the funnel counts them, whatever the window. Another report may have found them.
several AS (
  SELECT stage.pipeline, sum(t.repeated_stays)::bigint AS deals
  FROM :place_total
  JOIN stage ON stage.id = t.stage_id
  GROUP BY stage.pipeline
  HAVING sum(t.repeated_stays) > 0
  UNION ALL
  SELECT c.pipeline, count(*) AS deals
  FROM (
    SELECT s.deal_id, stage.pipeline
    FROM deal_pipeline_stage_state s
    JOIN stage ON stage.id = s.pipeline_stage_id AND stage.pipeline_id = s.pipeline_id
    WHERE s.tenant_id = :'tenant_id'::uuid AND s.is_current AND :'place_totals'::jsonb IS NULL
    GROUP BY s.deal_id, stage.pipeline
    HAVING count(*) > 1
  ) AS c
  JOIN deal d ON d.tenant_id = :'tenant_id'::uuid AND d.id = c.deal_id
  GROUP BY c.pipeline
),
-- A listed pipeline that the tenant does not have is reported as well, as a run without rows.
run AS (
  SELECT
    r.pipeline_id,
    CASE
      WHEN bool_or(stage.is_listed AND NOT stage.is_open) THEN 'closed_stage_listed'
      WHEN count(*) FILTER (WHERE stage.is_open) = 0 OR count(stage.place) > 0 THEN NULL
      WHEN :'stage_order'::uuid[] = '{}' THEN 'no_position'
      ELSE 'no_stage_listed'
    END AS fault,
    NULLIF(jsonb_strip_nulls(jsonb_build_object(
      'deals_with_several_current_stages', max(several.deals),
      'stages_without_order', NULLIF(count(*) FILTER (WHERE stage.is_open AND stage.place IS NULL), 0),
      'pipelines_without_stages', CASE WHEN count(*) FILTER (WHERE stage.is_open) = 0 THEN 1 END,
      'stages_without_state', NULLIF(count(stage.id) FILTER (WHERE stage.state IS NULL), 0),
      'deals_in_other_currency', NULLIF(max(other_currency.deals), 0)
    )), '{}') AS warnings
  FROM unnest(:'pipelines'::uuid[]) AS r (pipeline_id)
  LEFT JOIN stage USING (pipeline_id)
  LEFT JOIN several USING (pipeline)
  LEFT JOIN other_currency USING (pipeline)
  GROUP BY r.pipeline_id
)
-- The runs come first in the join, so that each has a row even without facts.
SELECT
  :'tenant_id'::uuid AS tenant_id,
  run.pipeline_id,
  stage.id AS stage_id,
  stage.name AS stage_name,
  stage.state AS stage_state,
  stage.rank AS stage_rank,
  coalesce(m.entered_count, 0)::bigint AS entered_count,
  coalesce(m.advanced_count, 0)::bigint AS advanced_count,
  coalesce(m.lost_count, 0)::bigint AS lost_count,
  coalesce(m.left_count, 0)::bigint AS left_count,
  coalesce(m.open_count, 0)::bigint AS open_count,
  coalesce(m.regressed_count, 0)::bigint AS regressed_count,
  coalesce(m.skipped_count, 0)::bigint AS skipped_count,
  coalesce(m.entered_amount, 0) AS entered_amount,
  coalesce(m.advanced_amount, 0) AS advanced_amount,
  coalesce(m.lost_amount, 0) AS lost_amount,
  -- With forty decimals, rounding to the column's four cannot differ from rounding the exact quotient: a quotient that is
  -- not a tie is further from every tie than 1 / (2 * 10000 * the divisor without its decimal point).
  CASE WHEN stage.is_open THEN round(m.advanced_count, 40) / NULLIF(m.entered_count, 0) END AS conversion_rate,
  CASE WHEN stage.is_open THEN round(m.advanced_count, 40) / NULLIF(m.advanced_count + m.lost_count, 0) END
    AS resolved_rate,
  CASE WHEN stage.is_open THEN round(coalesce(m.advanced_amount, 0), 40) / NULLIF(m.entered_amount, 0) END
    AS amount_rate,
  coalesce(m.pipeline_entered_count, 0)::bigint AS pipeline_entered_count,
  coalesce(m.reached_count, 0)::bigint AS reached_count,
  round(m.reached_count, 40) / NULLIF(m.pipeline_entered_count, 0) AS reached_rate,
  coalesce(d.departed_count, 0) AS departed_count,
  coalesce(d.departed_forward_count, 0) AS departed_forward_count,
  CASE WHEN stage.is_open THEN round(d.departed_forward_count, 40) / d.departed_count END AS forward_rate,
  round(d.twice_seconds, 40) / (2 * 86400) AS median_days_in_stage,
  run.fault,
  stage.id IS NOT NULL AS is_fact,
  run.warnings
FROM run
LEFT JOIN stage ON stage.pipeline_id = run.pipeline_id AND stage.rank IS NOT NULL
LEFT JOIN measured m USING (number)
LEFT JOIN departed d USING (number)
\endif
