-- The tenant's pipelines: those that have at least one stage.
--
-- One row, whose column is the parameter `pipelines` of reports. Parameters: tenant_id.

SELECT coalesce(array_agg(DISTINCT pipeline_id ORDER BY pipeline_id), '{}') AS pipelines
FROM pipeline_stage
WHERE tenant_id = :'tenant_id'::uuid AND pipeline_id IS NOT NULL

\gset
