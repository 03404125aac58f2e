-- Prepares the pipeline stage funnel, closed stages included: a run for each pipeline, with a row for each stage that has
-- deals.

PREPARE pipeline_stage_funnel (uuid) AS
WITH run AS MATERIALIZED (
  SELECT
    'pipeline_stage_funnel' AS report_type,
    p.id AS pipeline_id,
    p.name AS pipeline_name,
    p.run_key,
    report_run_id(p.run_key) AS run_id,
    :'funnel_parameters'::jsonb || jsonb_build_object('pipeline_id', p.id) AS input_params,
    NULLIF(jsonb_strip_nulls(:several_warning), '{}') AS warnings
  FROM (
    SELECT
      *,
      sha256(convert_to(
        concat($1, E'\npipeline_stage_funnel\n1\n', :'funnel_parameters', E'\npipeline_id=', id), 'UTF8')) AS run_key
    FROM pipeline
    WHERE is_staged
  ) AS p
),
header AS (
  :headers
)
INSERT INTO report_pipeline_stage_funnel_fact (
  run_id, tenant_id, pipeline_id, stage_id, stage_name, stage_state, deal_count, total_amount, avg_age_days, stage_rank,
  pipeline_name, as_of)
SELECT
  run.run_id, $1, run.pipeline_id, p.id, p.name, p.state, c.deals, c.amount,
  -- The exact sum is divided once; with forty decimals, rounding to two cannot differ from rounding the exact quotient.
  round(extract(epoch FROM c.age), 40) / (86400 * c.deals),
  p.rank, run.pipeline_name, :'ends'
FROM run
JOIN stage AS p ON p.pipeline_id = run.pipeline_id
JOIN (
  SELECT number, sum(deals) AS deals, sum(amount) AS amount, sum(age) AS age
  FROM cell
  WHERE is_inside
  GROUP BY number
) AS c ON c.number = p.number;
