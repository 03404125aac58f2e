-- Prepares the weighted pipeline, with the probabilities of the CRM's stages and a horizon of a quarter: a run for each
-- pipeline, with a row for each open stage and bucket of close dates that have deals.

PREPARE weighted_pipeline (uuid) AS
WITH run AS MATERIALIZED (
  SELECT
    'weighted_pipeline' AS report_type,
    p.id AS pipeline_id,
    p.name AS pipeline_name,
    p.run_key,
    report_run_id(p.run_key) AS run_id,
    :'weighted_parameters'::jsonb || jsonb_build_object('pipeline_id', p.id) AS input_params,
    NULLIF(jsonb_strip_nulls(:several_warning), '{}') AS warnings
  FROM (
    SELECT
      *,
      sha256(convert_to(
        concat($1, E'\nweighted_pipeline\n1\n', :'weighted_parameters', E'\npipeline_id=', id), 'UTF8')) AS run_key
    FROM pipeline
    WHERE is_staged
  ) AS p
),
header AS (
  :headers
)
INSERT INTO report_weighted_pipeline_fact (
  run_id, tenant_id, pipeline_id, stage_id, close_bucket, stage_name, stage_state, stage_rank, bucket_start, bucket_end,
  deal_count, unpriced_count, open_amount, probability, probability_source, weighted_amount, pipeline_name, as_of)
SELECT
  run.run_id, $1, run.pipeline_id, p.id, b.name, p.name, p.state, p.rank, b.starts, b.ends,
  c.deals, c.deals - c.priced, c.amount, p.probability, 'STAGE', c.amount * p.probability, run.pipeline_name, :'ends'
FROM run
JOIN stage AS p ON p.pipeline_id = run.pipeline_id AND p.is_open
JOIN (
  SELECT number, bucket, sum(deals) AS deals, sum(priced) AS priced, sum(amount) AS amount
  FROM cell
  WHERE is_inside
  GROUP BY number, bucket
) AS c ON c.number = p.number
JOIN (
  VALUES
    (0, 'OVERDUE', NULL, :'end_date'::date),
    (1, 'CURRENT', :'end_date'::date, :'horizon_end'::date),
    (2, 'NEXT', :'horizon_end'::date, :'next_horizon_end'::date),
    (3, 'LATER', :'next_horizon_end'::date, NULL),
    (4, 'UNDATED', NULL, NULL)
) AS b (number, name, starts, ends) ON b.number = c.bucket;
