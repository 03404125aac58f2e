-- Prepares the pipeline overview: one run, with a row for each pipeline and status.

PREPARE pipeline_overview (uuid) AS
WITH run AS MATERIALIZED (
  SELECT
    'pipeline_overview' AS report_type,
    run_key,
    report_run_id(run_key) AS run_id,
    :'overview_parameters'::jsonb AS input_params,
    (SELECT jsonb_build_object('deals_with_several_current_stages', count(DISTINCT deal_id))
     FROM several
     WHERE is_second AND updated_at >= :'starts' AND updated_at < :'ends'
     HAVING count(*) > 0) AS warnings
  FROM (
    SELECT sha256(convert_to(concat($1, E'\npipeline_overview\n1\n', :'overview_parameters'), 'UTF8')) AS run_key
  ) AS key
),
header AS (
  :headers
)
INSERT INTO report_pipeline_overview_fact (
  run_id, tenant_id, pipeline_id, status, deal_count, total_amount, pipeline_name, as_of)
SELECT run.run_id, $1, c.pipeline_id, c.status, c.deals, c.amount, pipeline.name, :'ends'
FROM run
CROSS JOIN (
  SELECT
    c.pipeline_id,
    CASE WHEN p.is_open THEN 'OPEN' WHEN p.is_won THEN 'WON' ELSE 'LOST' END AS status,
    sum(c.deals) AS deals,
    sum(c.amount) AS amount
  FROM cell AS c
  JOIN stage AS p ON p.number = c.number
  WHERE c.is_updated
  GROUP BY 1, 2
) AS c
LEFT JOIN pipeline ON pipeline.id = c.pipeline_id;
