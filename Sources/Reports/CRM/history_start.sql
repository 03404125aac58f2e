-- When the tenant's history of stages begins: the second in which a deal first entered a stage; NULL if none did, or only at
-- infinite times, which say nothing.
--
-- One row. Parameters: tenant_id.

\ir definitions.sql

SELECT date_trunc('second', min(s.entered_at)) AS history_start
FROM deal_pipeline_stage_state s
JOIN pipeline_stage p ON p.tenant_id = s.tenant_id AND :stage_of_stay
JOIN deal d ON d.tenant_id = s.tenant_id AND d.id = s.deal_id
WHERE s.tenant_id = :'tenant_id'::uuid AND isfinite(s.entered_at)

\gset
