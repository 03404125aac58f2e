-- What joins the current rows of a tenant's deal_pipeline_stage_state to deals and stages. One row of numbers.
--
-- All are numbers of current rows, but for `states`, which counts every row, and `with_several`: how many times a deal has
-- several current rows in a pipeline. Parameters: tenant_id.

\ir ../../Reports/CRM/definitions.sql

SELECT
  count(*) AS states,
  count(*) FILTER (WHERE s.is_current) AS current_states,
  count(*) FILTER (WHERE s.is_current AND d.id IS NULL) AS of_unknown_deal,
  count(*) FILTER (WHERE s.is_current AND p.id IS NULL) AS in_unknown_stage,
  count(*) FILTER (WHERE s.is_current AND p.id IS NOT NULL) AS in_known_stage,
  count(*) FILTER (WHERE s.is_current AND p.id IS NOT NULL AND p.pipeline_id IS DISTINCT FROM s.pipeline_id)
    AS in_other_pipeline,
  count(*) FILTER (WHERE s.is_current AND s.entered_at IS NULL) AS without_entered_at,
  count(*) FILTER (WHERE s.is_current AND :stage_state NOT IN :closed_states) AS in_open_stage,
  count(s.exited_at) FILTER (WHERE s.is_current AND :stage_state NOT IN :closed_states) AS exited_open_stage,
  (SELECT count(*)
   FROM (SELECT FROM deal_pipeline_stage_state c
         WHERE c.tenant_id = :'tenant_id'::uuid AND c.is_current
         GROUP BY c.deal_id, c.pipeline_id
         HAVING count(*) > 1) AS repeated) AS with_several
FROM deal_pipeline_stage_state s
LEFT JOIN deal d ON d.tenant_id = s.tenant_id AND d.id = s.deal_id
LEFT JOIN pipeline_stage p ON p.tenant_id = s.tenant_id AND p.id = s.pipeline_stage_id
WHERE s.tenant_id = :'tenant_id'::uuid
