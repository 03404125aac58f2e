-- Pipeline coverage: how much open pipeline does each principal have against the period's target?
--
-- One run, with one row, for each principal and pipeline, or for each principal if pipelines are combined.
-- Parameters: tenant_id, start_date, end_date, users, groups, unknown_users, unknown_groups, pipeline_selection (combined |
-- each | listed), pipelines.

\ir ../CRM/definitions.sql

WITH principal AS (
  SELECT 'USER' AS principal_type, id AS principal_id, id = ANY (:'unknown_users'::uuid[]) AS is_unknown
  FROM unnest(:'users'::uuid[]) AS id
  UNION ALL
  SELECT 'GROUP', id, id = ANY (:'unknown_groups'::uuid[])
  FROM unnest(:'groups'::uuid[]) AS id
),
pipeline AS (
  SELECT r.id AS pipeline_id, count(p.id) AS stages, count(p.id) FILTER (WHERE :stage_state IS NULL) AS stages_without_state
  -- If pipelines are combined, this is a single NULL, which has no stages.
  FROM unnest(:'pipelines'::uuid[]) AS r (id)
  LEFT JOIN pipeline_stage p ON p.tenant_id = :'tenant_id'::uuid AND p.pipeline_id = r.id
  GROUP BY r.id
),
-- The parts of a run: the run itself, its targets and its open deals. Targets and deals belong to the run
-- with the same principal and pipeline, where a NULL pipeline means all pipelines. Those that belong to no
-- run are dropped.
part AS (
  SELECT
    principal_type, principal_id, pipeline_id,
    true AS is_run, NULL::numeric AS target_amount, NULL::boolean AS is_overall_target, 0 AS open_amount,
    is_unknown, stages, stages_without_state
  FROM principal CROSS JOIN pipeline
  UNION ALL
  SELECT
    :target_type, t.principal_id,
    CASE WHEN :'pipeline_selection'::text <> 'combined' THEN t.pipeline_id END,
    false, :target_amount, t.pipeline_id IS NULL, NULL, NULL, NULL, NULL
  FROM sales_target t
  WHERE t.tenant_id = :'tenant_id'::uuid
    -- A target counts for exactly the period that it was set for.
    AND t.period_start = :'start_date'::date
    AND t.period_end = :'end_date'::date
  UNION ALL
  SELECT
    o.principal_type, o.principal_id,
    CASE WHEN :'pipeline_selection'::text <> 'combined' THEN d.pipeline_id END,
    false, NULL, NULL, coalesce(:deal_amount, 0), NULL, NULL, NULL
  FROM deal d
  -- The stage in the deal itself, not that of its current state row, as the source document requires.
  JOIN pipeline_stage p ON p.tenant_id = d.tenant_id AND p.id = d.stage_id
  CROSS JOIN LATERAL :principals_of_deal AS o (principal_type, principal_id)
  WHERE d.tenant_id = :'tenant_id'::uuid
    -- A deal in a stage without a state is not counted.
    AND :stage_state NOT IN :closed_states
    AND :close_date >= :'start_date'::date
    AND :close_date < :'end_date'::date
    AND o.principal_id IS NOT NULL
),
measured AS (
  SELECT
    principal_type,
    principal_id,
    pipeline_id,
    -- NULL if there is no target.
    sum(target_amount) AS target_amount,
    sum(open_amount) AS open_amount,
    bool_or(is_overall_target) AND NOT bool_and(is_overall_target) AS has_both_kinds,
    bool_or(is_unknown) AS is_unknown,
    max(stages) AS stages,
    max(stages_without_state) AS stages_without_state
  FROM part
  GROUP BY principal_type, principal_id, pipeline_id
  HAVING bool_or(is_run)
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
  true AS is_fact,
  NULLIF(jsonb_strip_nulls(jsonb_build_object(
    -- If pipelines are combined, an overall target is added to those of single pipelines, which may cover the
    -- same money.
    'principals_with_both_kinds_of_target',
    CASE WHEN has_both_kinds AND :'pipeline_selection'::text = 'combined' THEN 1 END,
    'principals_unknown', CASE WHEN is_unknown THEN 1 END,
    'pipelines_without_stages', CASE WHEN stages = 0 AND :'pipeline_selection'::text <> 'combined' THEN 1 END,
    'stages_without_state', NULLIF(stages_without_state, 0)
  )), '{}') AS warnings
FROM measured
