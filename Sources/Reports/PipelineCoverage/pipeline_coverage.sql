-- Pipeline coverage: how much open pipeline does each principal have against the period's target, and how much is won?
--
-- One run, with one row, for each principal and pipeline, or for each principal if pipelines are combined. With `total`, the
-- tenant itself is one more principal. With the variable `deals`, the deals behind the rows instead.
-- Parameters: tenant_id, period_start, counted_until, start_date, end_date, created_before, users, groups, unknown_users,
-- unknown_groups, pipeline_selection (combined | each | listed), pipelines, total, currency.

\ir ../CRM/definitions.sql

WITH principal AS (
  SELECT 'USER' AS principal_type, id AS principal_id, id = ANY (:'unknown_users'::uuid[]) AS is_unknown
  FROM unnest(:'users'::uuid[]) AS id
  UNION ALL
  SELECT 'GROUP', id, id = ANY (:'unknown_groups'::uuid[])
  FROM unnest(:'groups'::uuid[]) AS id
  UNION ALL
  SELECT 'TENANT', :'tenant_id'::uuid, false
  WHERE :'total'::boolean
),
pipeline AS (
  SELECT r.id AS pipeline_id, count(p.id) AS stages, count(p.id) FILTER (WHERE :stage_state IS NULL) AS stages_without_state
  -- If pipelines are combined, this is a single NULL, which has no stages.
  FROM unnest(:'pipelines'::uuid[]) AS r (id)
  LEFT JOIN pipeline_stage p ON p.tenant_id = :'tenant_id'::uuid AND p.pipeline_id = r.id
  GROUP BY r.id
),
period AS (
  -- Parsed once: used directly below, the text would be parsed again for every row.
  SELECT NULLIF(:'created_before', '')::timestamptz AS created_before
),
-- How each deal was closed in the window: by the earliest close, in whichever pipeline; of several at that time, by the one
-- with the smallest stage id. ReconciliationTests compare it with representative performance.
close AS (
  SELECT DISTINCT ON (s.deal_id) s.tenant_id, s.deal_id, :stage_state AS outcome,
    s.pipeline_stage_id AS stage_id, s.entered_at AS closed_at
  FROM deal_pipeline_stage_state s
  JOIN pipeline_stage p ON p.tenant_id = s.tenant_id AND p.id = s.pipeline_stage_id
  WHERE s.tenant_id = :'tenant_id'::uuid
    AND s.is_current
    AND :stage_state IN :closed_states
    AND s.entered_at >= :'period_start'::timestamptz
    AND s.entered_at < :'counted_until'::timestamptz
  ORDER BY s.deal_id, s.entered_at, s.pipeline_stage_id
),
candidate AS (
  SELECT
    d.tenant_id,
    d.id,
    d.pipeline_id,
    d.owned_by_user_id,
    d.owned_by_group_id,
    :other_user AS assigned_user_id,
    :other_group AS assigned_group_id,
    coalesce(:deal_amount, 0) AS amount,
    :is_in_other_currency AS is_in_other_currency,
    -- The stage in the deal itself, not that of its current state row, as the source document requires.
    -- A deal in a stage without a state is not counted.
    :stage_state NOT IN :closed_states
      AND :close_date >= :'start_date'::date
      AND :close_date < :'end_date'::date
      AND (d.created_at >= (SELECT created_before FROM period)) IS NOT TRUE
      AS is_open,
    c.outcome = :won_state AS is_won,
    d.stage_id,
    d.expected_close_date,
    d.close_date,
    c.stage_id AS won_stage_id,
    c.closed_at AS won_at
  FROM deal d
  LEFT JOIN pipeline_stage p ON p.tenant_id = d.tenant_id AND p.id = d.stage_id
  LEFT JOIN close c ON c.tenant_id = d.tenant_id AND c.deal_id = d.id
  WHERE d.tenant_id = :'tenant_id'::uuid
)
\if :{?deals}
-- Each deal once for each of its principals that has a run.
SELECT
  principal_type,
  principal_id,
  CASE WHEN :'pipeline_selection'::text <> 'combined' THEN d.pipeline_id END AS pipeline_id,
  d.id AS deal_id,
  CASE WHEN d.is_open THEN d.amount END AS open_amount,
  CASE WHEN d.is_won THEN d.amount END AS won_amount,
  CASE WHEN d.is_open THEN d.stage_id ELSE d.won_stage_id END AS stage_id,
  CASE WHEN d.is_open THEN :close_date END AS close_date,
  CASE WHEN d.is_won THEN d.won_at END AS won_at,
  d.is_in_other_currency
FROM candidate d
CROSS JOIN LATERAL (
  SELECT * FROM :principals_of_deal AS of_deal (principal_type, principal_id)
  UNION ALL
  SELECT 'TENANT', d.tenant_id
  WHERE :'total'::boolean
) AS o
JOIN principal USING (principal_type, principal_id)
WHERE (d.is_open OR d.is_won)
  AND (:'pipeline_selection'::text = 'combined' OR d.pipeline_id = ANY (:'pipelines'::uuid[]))
\else
,
-- The parts of a run: the run itself, its targets and its deals. Targets and deals belong to the run
-- with the same principal and pipeline, where a NULL pipeline means all pipelines. Those that belong to no
-- run are dropped.
part AS (
  SELECT
    principal_type, principal_id, pipeline_id,
    true AS is_run, NULL::numeric AS target_amount, NULL::boolean AS is_overall_target,
    0 AS open_amount, 0 AS won_amount, 0 AS other_currency_deals,
    is_unknown, stages, stages_without_state
  FROM principal CROSS JOIN pipeline
  UNION ALL
  SELECT
    :target_type, t.principal_id,
    CASE WHEN :'pipeline_selection'::text <> 'combined' THEN t.pipeline_id END,
    false, :target_amount, t.pipeline_id IS NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM sales_target t
  WHERE t.tenant_id = :'tenant_id'::uuid
    AND :target_type IN :principal_types
    -- A target counts for exactly the window that it was set for.
    AND t.period_start = :'start_date'::date
    AND t.period_end = :'end_date'::date
  UNION ALL
  SELECT
    :principal_or_tenant_type, :principal_or_tenant_id,
    CASE WHEN :'pipeline_selection'::text <> 'combined' THEN pipeline_id END,
    false, NULL, NULL,
    sum(amount) FILTER (WHERE is_open), sum(amount) FILTER (WHERE is_won), count(*) FILTER (WHERE is_in_other_currency),
    NULL, NULL, NULL
  FROM candidate
  WHERE is_open OR is_won
  GROUP BY CASE WHEN :'pipeline_selection'::text <> 'combined' THEN pipeline_id END, :each_principal_and_tenant
),
summed AS (
  SELECT
    principal_type,
    principal_id,
    pipeline_id,
    -- NULL if there is no target.
    sum(target_amount) AS target_amount,
    sum(open_amount) AS open_amount,
    sum(won_amount) AS won_amount,
    sum(other_currency_deals) AS other_currency_deals,
    bool_or(is_overall_target) AND NOT bool_and(is_overall_target) AS has_both_kinds,
    bool_or(is_unknown) AS is_unknown,
    max(stages) AS stages,
    max(stages_without_state) AS stages_without_state
  FROM part
  GROUP BY principal_type, principal_id, pipeline_id
  HAVING bool_or(is_run)
),
measured AS (
  SELECT
    *,
    -- greatest() ignores NULL.
    CASE WHEN target_amount IS NOT NULL THEN greatest(target_amount - won_amount, 0) END AS remaining_target_amount
  FROM summed
)
SELECT
  :'tenant_id'::uuid AS tenant_id,
  :'start_date'::date AS period_start,
  :'end_date'::date AS period_end,
  principal_type,
  principal_id,
  pipeline_id,
  target_amount,
  open_amount,
  -- With forty decimals, rounding to the column's four cannot differ from rounding the exact quotient: a
  -- quotient that is not a tie is further from every tie than 1 / (2 * 10000 * 100 * target).
  round(open_amount, 40) / NULLIF(target_amount, 0) AS coverage_ratio,
  won_amount,
  remaining_target_amount,
  round(open_amount, 40) / NULLIF(remaining_target_amount, 0) AS remaining_coverage_ratio,
  true AS is_fact,
  NULLIF(jsonb_strip_nulls(jsonb_build_object(
    -- If pipelines are combined, an overall target is added to those of single pipelines, which may cover the
    -- same money.
    'principals_with_both_kinds_of_target',
    CASE WHEN has_both_kinds AND :'pipeline_selection'::text = 'combined' THEN 1 END,
    'principals_unknown', CASE WHEN is_unknown THEN 1 END,
    'pipelines_without_stages', CASE WHEN stages = 0 AND :'pipeline_selection'::text <> 'combined' THEN 1 END,
    'stages_without_state', NULLIF(stages_without_state, 0),
    'deals_in_other_currency', NULLIF(other_currency_deals, 0)
  )), '{}') AS warnings
FROM measured
\endif
