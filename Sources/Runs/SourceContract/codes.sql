-- Codes of a tenant that reports do not know, or take for others than was meant. One row.
--
-- `unknown_types` has at most five principal types, as a JSON array; one that is longer than a code is not
-- shown. `pipelines` are those that have stages. Parameters: tenant_id.

\ir ../../Reports/CRM/definitions.sql

SELECT
  (SELECT count(*) FROM sales_target t
   WHERE t.tenant_id = :'tenant_id'::uuid AND (:target_type IN :principal_types) IS NOT TRUE
  ) AS unknown_targets,
  (SELECT coalesce(json_agg(type ORDER BY type COLLATE "C"), '[]') FROM (
     SELECT DISTINCT :target_type AS type FROM sales_target t
     WHERE t.tenant_id = :'tenant_id'::uuid AND (:target_type IN :principal_types) IS NOT TRUE
       AND length(:target_type) <= 20
     ORDER BY type
     LIMIT 5) AS unknown
  ) AS unknown_types,
  count(*) AS stages,
  count(DISTINCT p.pipeline_id) AS pipelines,
  count(*) FILTER (WHERE :stage_state IN :closed_states) AS closed_stages,
  count(*) FILTER (WHERE :stage_state IS NULL) AS stages_without_state,
  count(*) FILTER (
    WHERE :stage_state NOT IN :closed_states
      AND upper(regexp_replace(:stage_state, '\s', '', 'g') COLLATE "C") IN :closed_states
  ) AS almost_closed_stages
FROM pipeline_stage p
WHERE p.tenant_id = :'tenant_id'::uuid
