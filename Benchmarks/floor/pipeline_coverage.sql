-- Prepares pipeline coverage, all pipelines combined: a run, with one row, for each principal.

PREPARE pipeline_coverage (uuid) AS
WITH covered AS (
  SELECT type, id, sum(open_amount) AS open_amount, sum(won_amount) AS won_amount
  FROM (
    SELECT
      CASE WHEN grouping(owned_by_user) = 0 OR grouping(assigned_user) = 0 THEN 'USER' ELSE 'GROUP' END AS type,
      coalesce(owned_by_user, assigned_user, owned_by_group, assigned_group) AS id,
      sum(amount) FILTER (WHERE is_open) AS open_amount,
      sum(amount) FILTER (WHERE is_won) AS won_amount
    FROM candidate
    WHERE is_open OR is_won
    GROUP BY GROUPING SETS ((owned_by_user), (assigned_user), (owned_by_group), (assigned_group))
  ) AS part
  WHERE id IS NOT NULL
  GROUP BY type, id
),
target AS (
  SELECT
    principal_type AS type,
    principal_id AS id,
    sum(target_amount) AS amount,
    bool_or(pipeline_id IS NULL) AND NOT bool_and(pipeline_id IS NULL) AS has_both_kinds
  FROM sales_target
  WHERE tenant_id = $1 AND period_start = :'start_date' AND period_end = :'end_date'
  GROUP BY principal_type, principal_id
),
run AS MATERIALIZED (
  SELECT
    'pipeline_coverage' AS report_type,
    r.*,
    report_run_id(run_key) AS run_id,
    :'coverage_parameters'::jsonb
      || jsonb_build_object('principal_type', type, 'principal_id', id, 'pipeline_id', NULL) AS input_params,
    CASE WHEN has_both_kinds THEN '{"principals_with_both_kinds_of_target": 1}'::jsonb END AS warnings
  FROM (
    SELECT
      type, id, name, t.has_both_kinds,
      t.amount AS target_amount,
      coalesce(c.open_amount, 0) AS open_amount,
      coalesce(c.won_amount, 0) AS won_amount,
      CASE WHEN t.amount IS NOT NULL THEN greatest(t.amount - coalesce(c.won_amount, 0), 0) END AS remaining_amount,
      sha256(convert_to(
        concat($1, E'\npipeline_coverage\n1\n', :'coverage_parameters',
               E'\nprincipal_type=', type, E'\nprincipal_id=', id, E'\npipeline_id='),
        'UTF8')) AS run_key
    FROM principal
    LEFT JOIN covered AS c USING (type, id)
    LEFT JOIN target AS t USING (type, id)
  ) AS r
),
header AS (
  :headers
)
INSERT INTO report_pipeline_coverage_fact (
  run_id, tenant_id, period_start, period_end, principal_type, principal_id, target_amount, open_amount, coverage_ratio,
  won_amount, remaining_target_amount, remaining_coverage_ratio, principal_name, as_of)
SELECT
  run_id, $1, :'start_date', :'end_date', type, id, target_amount, open_amount,
  round(open_amount, 40) / NULLIF(target_amount, 0),
  won_amount, remaining_amount, round(open_amount, 40) / NULLIF(remaining_amount, 0), name, :'ends'
FROM run;
