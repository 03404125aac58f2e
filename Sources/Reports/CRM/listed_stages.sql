-- Which of the listed stages are unknown: the tenant has no stage with the id.
--
-- One row. Parameters: tenant_id; stage_order, the listed stages.

SELECT ARRAY(
  SELECT l.id FROM unnest(:'stage_order'::uuid[]) AS l (id)
  EXCEPT
  SELECT p.id FROM pipeline_stage p WHERE p.tenant_id = :'tenant_id'::uuid
) AS unknown_stages
