-- Weighted pipeline: what is the open pipeline worth when each stage's chance of winning is applied, and when should it close?
--
-- One run for each pipeline, with a row for each stage and bucket of close dates that have deals.
-- With the variable `deals`, the deals behind the rows instead. With the variable `as_it_was`, as the history of stages says
-- things stood at as_of; nobody knows when deals should have closed then.
-- Parameters: tenant_id, period_start, counted_until, as_of, as_of_date, horizon_end, next_horizon_end, pipeline_selection
-- (all | listed), pipelines, probabilities (stages | calibrated | listed), percent_stages, percents, look_back_start,
-- minimum_deals, place_totals, place_warnings; for the deals, currency instead of the last two.

\ir ../CRM/definitions.sql

WITH period AS (
  -- Parsed once: used directly below, the texts would be parsed again for every row.
  SELECT
    NULLIF(:'period_start', '')::timestamptz AS starts,
    NULLIF(:'counted_until', '')::timestamptz AS ends,
    NULLIF(:'look_back_start', '')::timestamptz AS looks_back_to,
    :'as_of'::timestamptz AS as_of,
    :'as_of_date'::date AS today,
    :'horizon_end'::date AS horizon_end,
    :'next_horizon_end'::date AS next_horizon_end
),
-- The deals in a stage: of open ones the list of deals, of closed ones calibration. They are those of the stage funnel: one choice,
-- one window.
\if :{?as_it_was}
\ir ../CRM/standing.sql
candidate AS (
  SELECT
    s.deal_id,
    s.pipeline_id,
    s.stage_id,
    s.entered_at,
    true AS is_chosen,
    :stage_state NOT IN :closed_states AS is_open,
    :'probabilities'::text = 'calibrated'
      AND :stage_state IN :closed_states
      AND s.entered_at >= (SELECT looks_back_to FROM period)
      AS is_closed,
    :stage_state = :won_state AS is_won
  FROM standing s
  JOIN pipeline_stage p ON p.tenant_id = :'tenant_id'::uuid AND p.pipeline_id = s.pipeline_id AND p.id = s.stage_id
  WHERE s.pipeline_id = ANY (:'pipelines'::uuid[])
),
\else
candidate AS (
  SELECT
    s.deal_id,
    s.pipeline_id,
    s.pipeline_stage_id AS stage_id,
    s.entered_at,
    -- As boolean columns, because the planner takes a condition on a number for a rare one.
    :choice_of_stay = 1 AS is_chosen,
    :stage_state NOT IN :closed_states AND :stay_is_in_window AS is_open,
    -- Which closed deals show how many are won, whatever the window.
    :'probabilities'::text = 'calibrated'
      AND :stage_state IN :closed_states
      AND s.entered_at >= (SELECT looks_back_to FROM period)
      AND s.entered_at < (SELECT as_of FROM period)
      AS is_closed,
    :stage_state = :won_state AS is_won
  FROM deal_pipeline_stage_state s
  JOIN pipeline_stage p ON p.tenant_id = s.tenant_id AND :stage_of_stay
  WHERE s.tenant_id = :'tenant_id'::uuid
    AND s.is_current
    AND (:'pipeline_selection'::text = 'all' OR s.pipeline_id = ANY (:'pipelines'::uuid[]))
),
\endif
chosen AS (
  SELECT *
  FROM candidate
  WHERE is_chosen AND (is_open OR is_closed)
)
\if :{?deals}
,
-- Deals are joined to the few rows that are left: whether a deal exists does not change which of its rows is chosen.
decided AS (
  SELECT
    c.deal_id,
    c.pipeline_id,
    c.stage_id,
    c.entered_at,
    :deal_amount AS amount,
    :is_in_other_currency AS is_in_other_currency,
\if :{?as_it_was}
    NULL::date AS close_date,
    'UNKNOWN' AS close_bucket
\else
    :close_date AS close_date,
    (:close_buckets)[:close_bucket] AS close_bucket
\endif
  FROM chosen c
  JOIN deal d ON d.tenant_id = :'tenant_id'::uuid AND d.id = c.deal_id
  WHERE c.is_open
)
SELECT
  pipeline_id,
  stage_id,
  close_bucket,
  deal_id,
  1::bigint AS deal_count,
  CASE WHEN amount IS NULL THEN 1 ELSE 0 END::bigint AS unpriced_count,
  amount AS open_amount,
  close_date,
  entered_at,
  is_in_other_currency
FROM decided
\else
,
measured AS (
  SELECT
    pipeline_id,
    stage_id,
    close_bucket,
    sum(deals) FILTER (WHERE counts)::bigint AS deal_count,
    sum(deals - priced_deals) FILTER (WHERE counts)::bigint AS unpriced_count,
    sum(amount) FILTER (WHERE counts) AS open_amount,
    bool_and(is_finite) FILTER (WHERE counts) AS is_finite,
    sum(repeated_stays) AS dirty_deals,
    sum(other_currency_deals) FILTER (WHERE counts) AS other_currency_deals
  FROM (
    SELECT p.pipeline_id, t.*, t.is_of_pipeline AND t.is_inside AND :stage_state NOT IN :closed_states AS counts
    FROM :place_total
    JOIN pipeline_stage p ON p.tenant_id = :'tenant_id'::uuid AND p.id = t.stage_id
  ) AS decided
  GROUP BY pipeline_id, stage_id, close_bucket
),
-- The tenant's open stages, numbered.
place AS (
  SELECT p.pipeline_id, p.id AS stage_id, row_number() OVER (ORDER BY p.id) - 1 AS number
  FROM pipeline_stage p
  WHERE p.tenant_id = :'tenant_id'::uuid AND :stage_state NOT IN :closed_states
),
-- How many closed deals visited the same stages before they were closed. The stages are a bit each, sixty at a time: a deal
-- that visited a stage several times has the bit once, without a sort of all visits. OFFSET 0 keeps the two joins apart,
-- because the planner takes their result for small and would look up each deal.
visited AS (
  SELECT is_won, block, stages, count(*) AS deals
  FROM (
    SELECT
      c.is_won,
      v.number / 60 AS block,
      bit_or(1::bigint << (v.number % 60)::integer)
        FILTER (WHERE v.pipeline_id = c.pipeline_id AND v.entered_at <= c.entered_at) AS stages
    FROM (
      SELECT h.deal_id, h.pipeline_id, h.entered_at, h.is_won
      FROM chosen h
      JOIN deal d ON d.tenant_id = :'tenant_id'::uuid AND d.id = h.deal_id
      WHERE :'probabilities'::text = 'calibrated' AND h.is_closed
      OFFSET 0
    ) AS c
    JOIN (
      SELECT s.deal_id, s.pipeline_id, s.entered_at, place.number
      FROM deal_pipeline_stage_state s
      JOIN place ON place.pipeline_id = s.pipeline_id AND place.stage_id = s.pipeline_stage_id
      WHERE s.tenant_id = :'tenant_id'::uuid
      OFFSET 0
    ) AS v ON v.deal_id = c.deal_id
    GROUP BY c.deal_id, c.is_won, v.number / 60
  ) AS of_deal
  GROUP BY is_won, block, stages
),
calibration AS (
  SELECT
    place.stage_id,
    coalesce(sum(v.deals) FILTER (WHERE v.is_won), 0)::bigint AS won_count,
    coalesce(sum(v.deals) FILTER (WHERE NOT v.is_won), 0)::bigint AS lost_count
  FROM place
  LEFT JOIN visited v ON v.block = place.number / 60 AND v.stages >> (place.number % 60)::integer & 1 = 1
  WHERE :'probabilities'::text = 'calibrated'
  GROUP BY place.stage_id
),
stage AS (
  SELECT
    p.id,
    p.pipeline_id,
    :stage_name AS name,
    :stage_state AS state,
    :stage_rank AS rank,
    CASE WHEN :'probabilities'::text = 'stages' THEN NULLIF(:stage_probability, 'null') END AS given,
    l.percent AS listed_percent,
    c.won_count,
    c.lost_count
  FROM pipeline_stage p
  LEFT JOIN unnest(:'percent_stages'::uuid[], :'percents'::numeric[]) AS l (stage_id, percent) ON l.stage_id = p.id
  LEFT JOIN calibration c ON c.stage_id = p.id
  WHERE p.tenant_id = :'tenant_id'::uuid
),
rated AS (
  SELECT
    *,
    (given_percent BETWEEN 0 AND 100) IS NOT TRUE AND given IS NOT NULL AS is_invalid,
    round(
      CASE
        WHEN given_percent BETWEEN 0 AND 100 THEN given_percent * 0.01
        WHEN listed_percent IS NOT NULL THEN listed_percent * 0.01
        -- With forty decimals, rounding to the column's four cannot differ from rounding the exact quotient.
        WHEN won_count + lost_count >= :'minimum_deals'::bigint THEN round(won_count, 40) / (won_count + lost_count)
      END, 4) AS probability
  FROM (
    SELECT *, CASE WHEN jsonb_typeof(given) = 'number' THEN (given #>> '{}')::numeric END AS given_percent
    FROM stage
  ) AS parsed
),
weighed AS (
  SELECT
    m.*,
    r.name AS stage_name,
    r.state AS stage_state,
    r.rank AS stage_rank,
    r.probability,
    r.won_count,
    r.lost_count,
    CASE
      WHEN NOT m.is_finite THEN 'infinite_time'
      WHEN r.is_invalid THEN 'invalid_probability'
      WHEN NOT bool_or(r.probability IS NOT NULL OR r.is_invalid) OVER (PARTITION BY m.pipeline_id)
        THEN 'no_probability_' || :'probabilities'::text
    END AS fault
  FROM measured m
  JOIN rated r ON r.pipeline_id = m.pipeline_id AND r.id = m.stage_id
  WHERE m.deal_count > 0
),
run AS (
  SELECT
    r.pipeline_id,
    NULLIF(jsonb_strip_nulls(jsonb_build_object(
      'deals_with_several_current_stages',
      (SELECT NULLIF(sum(m.dirty_deals), 0) FROM measured m WHERE m.pipeline_id = r.pipeline_id),
      'stages_without_probability',
      (SELECT NULLIF(count(DISTINCT w.stage_id), 0)
       FROM weighed w
       WHERE w.pipeline_id = r.pipeline_id AND w.probability IS NULL),
      'pipelines_without_stages', CASE WHEN count(p.id) = 0 THEN 1 END,
      'stages_without_state', NULLIF(count(p.id) FILTER (WHERE :stage_state IS NULL), 0),
      'deals_in_other_currency',
      (SELECT NULLIF(sum(m.other_currency_deals), 0) FROM measured m WHERE m.pipeline_id = r.pipeline_id)
    )
      || coalesce(:'place_warnings'::jsonb -> r.pipeline_id::text, '{}')
    ), '{}') AS warnings
  -- A listed pipeline that the tenant does not have is reported as well, as a run without rows.
  FROM unnest(:'pipelines'::uuid[]) AS r (pipeline_id)
  LEFT JOIN pipeline_stage p ON p.tenant_id = :'tenant_id'::uuid AND p.pipeline_id = r.pipeline_id
  GROUP BY r.pipeline_id
)
-- The runs come first in the join, so that each has a row even without facts.
SELECT
  :'tenant_id'::uuid AS tenant_id,
  run.pipeline_id,
  w.stage_id,
  w.close_bucket,
  w.stage_name,
  w.stage_state,
  w.stage_rank,
  CASE w.close_bucket
    WHEN 'CURRENT' THEN period.today
    WHEN 'NEXT' THEN period.horizon_end
    WHEN 'LATER' THEN period.next_horizon_end
  END AS bucket_start,
  CASE w.close_bucket
    WHEN 'OVERDUE' THEN period.today
    WHEN 'CURRENT' THEN period.horizon_end
    WHEN 'NEXT' THEN period.next_horizon_end
  END AS bucket_end,
  w.deal_count,
  w.unpriced_count,
  w.open_amount,
  w.probability,
  CASE
    WHEN w.probability IS NULL THEN 'NONE'
    ELSE CASE :'probabilities'::text WHEN 'stages' THEN 'STAGE' WHEN 'listed' THEN 'SCHEDULE' ELSE 'CALIBRATED' END
  END AS probability_source,
  w.won_count AS calibration_won_count,
  w.lost_count AS calibration_lost_count,
  -- The amount as it is stored, so that the row shows how it was weighted.
  round(w.open_amount, 2) * w.probability AS weighted_amount,
  w.fault,
  w.stage_id IS NOT NULL AS is_fact,
  run.warnings
FROM run
CROSS JOIN period
LEFT JOIN weighed w ON w.pipeline_id = run.pipeline_id
\endif
