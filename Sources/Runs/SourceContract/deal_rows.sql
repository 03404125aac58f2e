-- Which of a tenant's deals have what reports count them by. One row of numbers, of deals unless it says otherwise.
--
-- `pipelines` is the number of pipelines that have deals. Parameters: tenant_id.

\ir ../../Reports/CRM/definitions.sql

SELECT
  count(*) AS deals,
  count(d.stage_id) AS with_stage_id,
  count(d.stage_id) FILTER (WHERE stage.id IS NULL) AS in_unknown_stage,
  count(d.pipeline_id) AS with_pipeline_id,
  count(d.pipeline_id) FILTER (WHERE pipeline.id IS NULL) AS in_unknown_pipeline,
  count(DISTINCT d.pipeline_id) AS pipelines,
  count(coalesce(d.owned_by_user_id, d.assigned_user_id, d.owned_by_group_id, d.assigned_group_id))
    AS with_principal,
  count(:close_date) AS with_close_date,
  count(d.created_at) AS with_created_at,
  count(d.updated_at) AS with_updated_at,
  count(d.amount) AS with_amount
FROM deal d
LEFT JOIN (
  SELECT DISTINCT p.id FROM pipeline_stage p WHERE p.tenant_id = :'tenant_id'::uuid
) AS stage ON stage.id = d.stage_id
LEFT JOIN (
  SELECT DISTINCT o.pipeline_id AS id FROM pipeline_stage o WHERE o.tenant_id = :'tenant_id'::uuid
) AS pipeline ON pipeline.id = d.pipeline_id
WHERE d.tenant_id = :'tenant_id'::uuid
