-- Pipeline stage funnel: how many deals, worth how much and how old, are in each stage?
--
-- One run for each pipeline, with a row for each stage that has deals.
-- With the variable `deals`, the deals behind the rows instead. With the variable `as_it_was`, as the history of stages says
-- things stood at as_of.
-- Parameters: tenant_id, pipelines, include_closed, place_totals, place_warnings; for the deals, period_start, counted_until,
-- as_of, pipeline_selection (all | listed) and currency instead of the last two.

\ir ../CRM/definitions.sql

\if :{?deals}
WITH period AS (
  -- Parsed once: used directly below, the texts would be parsed again for every row.
  SELECT
    NULLIF(:'period_start', '')::timestamptz AS starts,
    NULLIF(:'counted_until', '')::timestamptz AS ends,
    extract(epoch FROM :'as_of'::timestamptz) AS as_of_seconds
),
\if :{?as_it_was}
\ir ../CRM/standing.sql
decided AS (
  SELECT
    s.deal_id,
    s.pipeline_id,
    s.stage_id,
    s.amount,
    s.is_in_other_currency,
    s.entered_at,
    NULL::timestamptz AS exited_at,
    -- Exact decimals, as below.
    (SELECT as_of_seconds FROM period) - extract(epoch FROM s.entered_at) AS age_seconds
  FROM standing s
  JOIN pipeline_stage p ON p.tenant_id = :'tenant_id'::uuid AND p.pipeline_id = s.pipeline_id AND p.id = s.stage_id
  WHERE s.pipeline_id = ANY (:'pipelines'::uuid[])
    AND (:'include_closed'::boolean OR :stage_state NOT IN :closed_states)
    AND :stage_state IS NOT NULL
)
\else
candidate AS (
  SELECT
    s.deal_id,
    s.pipeline_id,
    s.pipeline_stage_id AS stage_id,
    :deal_amount AS amount,
    :is_in_other_currency AS is_in_other_currency,
    s.entered_at,
    s.exited_at,
    :choice_of_stay AS choice,
    -- Not a condition of the query: a row is chosen first and filtered later. Otherwise an older row could
    -- take the place of one that is outside the window.
    :stage_state IS NOT NULL
      AND (:'include_closed'::boolean OR :stage_state NOT IN :closed_states)
      AND :stay_is_in_window
      AS is_reported
  FROM deal_pipeline_stage_state s
  JOIN pipeline_stage p ON p.tenant_id = s.tenant_id AND :stage_of_stay
  JOIN deal d ON d.tenant_id = s.tenant_id AND d.id = s.deal_id
  WHERE s.tenant_id = :'tenant_id'::uuid
    AND s.is_current
    AND (:'pipeline_selection'::text = 'all' OR s.pipeline_id = ANY (:'pipelines'::uuid[]))
),
decided AS (
  SELECT
    candidate.*,
    -- Subtracts seconds since 1970 as exact decimals, not the timestamps themselves: that overflows for the
    -- largest and is an error for infinite ones. With decimals the difference becomes infinite or NaN.
    coalesce(extract(epoch FROM exited_at), (SELECT as_of_seconds FROM period))
      - extract(epoch FROM entered_at) AS age_seconds
  FROM candidate
  WHERE choice = 1 AND is_reported
)
\endif
SELECT
  pipeline_id,
  stage_id,
  deal_id,
  1::bigint AS deal_count,
  amount AS total_amount,
  entered_at,
  exited_at,
  age_seconds / 86400 AS age_days,
  is_in_other_currency
FROM decided
\else
WITH measured AS (
  SELECT
    pipeline_id,
    stage_id,
    sum(deals) FILTER (WHERE counts)::bigint AS deal_count,
    sum(amount) FILTER (WHERE counts) AS total_amount,
    sum(age_seconds) FILTER (WHERE counts) AS age_seconds,
    sum(repeated_stays) AS dirty_deals,
    sum(other_currency_deals) FILTER (WHERE counts) AS other_currency_deals
  FROM (
    SELECT
      p.pipeline_id,
      t.*,
      t.is_of_pipeline
        AND t.is_inside
        AND :stage_state IS NOT NULL
        AND (:'include_closed'::boolean OR :stage_state NOT IN :closed_states)
        AS counts
    FROM :place_total
    JOIN pipeline_stage p ON p.tenant_id = :'tenant_id'::uuid AND p.id = t.stage_id
  ) AS decided
  GROUP BY pipeline_id, stage_id
),
averaged AS (
  SELECT
    *,
    -- The exact sum is divided once. With forty decimals, rounding to the column's two cannot differ from
    -- rounding the exact quotient: a quotient that is not a tie is further from every tie than 1 / (2 * 100 *
    -- 86400000000 * deal_count).
    round(age_seconds, 40) / (86400 * NULLIF(deal_count, 0)) AS avg_age_days
  FROM measured
),
run AS (
  SELECT
    r.pipeline_id,
    NULLIF(jsonb_strip_nulls(jsonb_build_object(
      'deals_with_several_current_stages', NULLIF(sum(m.dirty_deals), 0),
      'pipelines_without_stages', CASE WHEN count(p.id) = 0 THEN 1 END,
      'stages_without_state', NULLIF(count(p.id) FILTER (WHERE :stage_state IS NULL), 0),
      'deals_in_other_currency', NULLIF(sum(m.other_currency_deals), 0)
    )
      || coalesce(:'place_warnings'::jsonb -> r.pipeline_id::text, '{}')
    ), '{}') AS warnings
  -- A listed pipeline that the tenant does not have is reported as well, as a run without rows.
  FROM unnest(:'pipelines'::uuid[]) AS r (pipeline_id)
  LEFT JOIN pipeline_stage p ON p.tenant_id = :'tenant_id'::uuid AND p.pipeline_id = r.pipeline_id
  LEFT JOIN averaged m ON m.pipeline_id = p.pipeline_id AND m.stage_id = p.id
  GROUP BY r.pipeline_id
),
stage AS (
  SELECT p.id, :stage_name AS name, :stage_state AS state, :stage_rank AS rank
  FROM pipeline_stage p
  WHERE p.tenant_id = :'tenant_id'::uuid
)
-- The runs come first in the join, so that each has a row even without facts.
SELECT
  :'tenant_id'::uuid AS tenant_id,
  run.pipeline_id,
  stage.id AS stage_id,
  stage.name AS stage_name,
  stage.state AS stage_state,
  m.deal_count,
  m.total_amount,
  m.avg_age_days,
  stage.rank AS stage_rank,
  stage.id IS NOT NULL AS is_fact,
  run.warnings
FROM run
LEFT JOIN averaged m ON m.pipeline_id = run.pipeline_id AND m.deal_count > 0
LEFT JOIN stage ON stage.id = m.stage_id
\endif
