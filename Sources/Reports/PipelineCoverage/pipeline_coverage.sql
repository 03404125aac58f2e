-- Pipeline coverage: how much open pipeline does each principal have against the period's target?
--
-- One run, with one row, for each principal and pipeline; for each principal where pipelines are combined.
-- Parameters: tenant_id, start_date, end_date, principal_selection (all | users | groups | listed),
-- listed_principals, pipeline_selection (combined | each | listed), listed_pipelines.

WITH principal AS (
  SELECT principal_type, principal_id
  FROM (
    -- Whoever owns or is assigned any deal, however old: the four columns in one pass.
    SELECT
      CASE WHEN grouping(owned_by_user_id) = 0 OR grouping(assigned_user_id) = 0 THEN 'USER' ELSE 'GROUP' END
        AS principal_type,
      coalesce(owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id) AS principal_id
    FROM deal
    WHERE tenant_id = :'tenant_id'::uuid AND :'principal_selection'::text <> 'listed'
    GROUP BY GROUPING SETS (
      (owned_by_user_id), (assigned_user_id), (owned_by_group_id), (assigned_group_id))
    UNION
    -- Whoever has a target, for whichever period.
    SELECT principal_type, principal_id
    FROM sales_target
    WHERE tenant_id = :'tenant_id'::uuid AND :'principal_selection'::text <> 'listed'
    UNION
    -- A listed principal is reported also where nothing is known of it.
    SELECT type, id
    FROM jsonb_to_recordset(:'listed_principals'::jsonb) AS listed (type text, id uuid)
    WHERE :'principal_selection'::text = 'listed'
  ) AS found
  WHERE principal_id IS NOT NULL
    AND principal_type = ANY (
      CASE :'principal_selection'::text
        WHEN 'users' THEN '{USER}'::text[] WHEN 'groups' THEN '{GROUP}'::text[] ELSE '{USER,GROUP}'::text[]
      END)
),
pipeline AS (
  SELECT NULL::uuid AS pipeline_id
  WHERE :'pipeline_selection'::text = 'combined'
  UNION
  SELECT pipeline_id
  FROM pipeline_stage
  WHERE tenant_id = :'tenant_id'::uuid AND :'pipeline_selection'::text = 'each'
  UNION
  SELECT unnest(:'listed_pipelines'::uuid[])
  WHERE :'pipeline_selection'::text = 'listed'
),
-- What a run is made of: itself, its targets and its open deals. Targets and deals fall to the run that has
-- the same principal and pipeline, a pipeline of NULL meaning all of them; those of no run are dropped.
part AS (
  SELECT
    principal_type, principal_id, pipeline_id,
    true AS is_run, NULL::numeric AS target_amount, NULL::boolean AS is_overall_target, 0 AS open_amount
  FROM principal
  CROSS JOIN pipeline
  UNION ALL
  SELECT
    principal_type, principal_id,
    CASE WHEN :'pipeline_selection'::text <> 'combined' THEN pipeline_id END,
    false, target_amount, pipeline_id IS NULL, NULL
  FROM sales_target
  WHERE tenant_id = :'tenant_id'::uuid
    -- A target counts for exactly the period that it was set for.
    AND period_start = :'start_date'::date
    AND period_end = :'end_date'::date
  UNION ALL
  SELECT
    o.principal_type, o.principal_id,
    CASE WHEN :'pipeline_selection'::text <> 'combined' THEN d.pipeline_id END,
    false, NULL, NULL, coalesce(d.amount, 0)
  FROM deal d
  -- The deal's own stage, not its current state row: so says the source document.
  JOIN pipeline_stage p ON p.tenant_id = d.tenant_id AND p.id = d.stage_id
  -- A deal counts once for a principal that is both owner and assignee.
  CROSS JOIN LATERAL (
    VALUES
      ('USER', d.owned_by_user_id),
      ('USER', NULLIF(d.assigned_user_id, d.owned_by_user_id)),
      ('GROUP', d.owned_by_group_id),
      ('GROUP', NULLIF(d.assigned_group_id, d.owned_by_group_id))
  ) AS o (principal_type, principal_id)
  WHERE d.tenant_id = :'tenant_id'::uuid
    AND p.stage_state NOT IN ('DONE_SUCCESS', 'DONE_FAILED')
    AND coalesce(d.expected_close_date, d.close_date) >= :'start_date'::date
    AND coalesce(d.expected_close_date, d.close_date) < :'end_date'::date
    AND o.principal_id IS NOT NULL
),
measured AS (
  SELECT
    principal_type,
    principal_id,
    pipeline_id,
    -- NULL without any target.
    sum(target_amount) AS target_amount,
    sum(open_amount) AS open_amount,
    bool_or(is_overall_target) AND NOT bool_and(is_overall_target) AS has_both_kinds
  FROM part
  GROUP BY principal_type, principal_id, pipeline_id
  HAVING bool_or(is_run)
),
divided AS (
  SELECT
    *,
    -- Forty decimals are so many that rounding them to the column's four cannot differ from rounding the
    -- exact quotient: one that is not a tie is further from a tie than 1 / (2 * 10000 * 100 * target).
    round(open_amount, 40) / NULLIF(target_amount, 0) AS coverage_ratio
  FROM measured
),
classified AS (
  SELECT
    *,
    CASE
      WHEN open_amount IN ('NaN', 'Infinity', '-Infinity') THEN
        'The amount of at least one open deal is not a number. Correct it in the CRM, then restate this '
        'period.'
      WHEN target_amount IN ('NaN', 'Infinity', '-Infinity') THEN
        'At least one sales target is not a number. Correct it in the CRM, then restate this period.'
      WHEN abs(round(open_amount, 2)) >= 1e18 THEN
        'The open deals add up to an amount that is too large for the report (more than 18 digits before '
        'the decimal point). Correct the deals'' amounts in the CRM, then restate this period.'
      WHEN abs(round(target_amount, 2)) >= 1e18 THEN
        'The sales targets add up to an amount that is too large for the report (more than 18 digits '
        'before the decimal point). Correct the targets in the CRM, then restate this period.'
      WHEN abs(round(coverage_ratio, 4)) >= 1e24 THEN
        'The open deals are too large a multiple of the sales target for the report (more than 24 digits '
        'before the decimal point). Correct the target in the CRM, then restate this period.'
    END AS error_message
  FROM divided
)
SELECT
  :'tenant_id'::uuid AS tenant_id,
  :'start_date'::date AS period_start,
  :'end_date'::date AS period_end,
  principal_type,
  principal_id,
  pipeline_id,
  CASE WHEN error_message IS NULL THEN target_amount END AS target_amount,
  CASE WHEN error_message IS NULL THEN open_amount END AS open_amount,
  CASE WHEN error_message IS NULL THEN coverage_ratio END AS coverage_ratio,
  error_message IS NULL AS is_fact,
  error_message,
  -- Combined adds an overall target and those of single pipelines, which may well mean the same money.
  CASE WHEN has_both_kinds AND :'pipeline_selection'::text = 'combined'
    THEN '{"principals_with_both_kinds_of_target": 1}'::jsonb
  END AS warnings
FROM classified
