-- Computes and stores all reports of one tenant, in one transaction.
--
-- Parameters: tenant_id; analyze, whether the planner looks at the parts. It plans the statements anew then, so for many
-- small tenants it is enough once.

BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT set_config('dyno_reports.tenant_id', :'tenant_id', true) \g /dev/null
EXECUTE stages(:'tenant_id');
EXECUTE stays(:'tenant_id');
\if :analyze
ANALYZE stage, stay;
\endif
EXECUTE severals(:'tenant_id');
\if :analyze
ANALYZE several;
\endif
EXECUTE cells(:'tenant_id');
EXECUTE movers(:'tenant_id');
\if :analyze
ANALYZE mover;
\endif
EXECUTE candidates(:'tenant_id');
\if :analyze
ANALYZE candidate;
\endif
EXECUTE principals(:'tenant_id');
EXECUTE pipelines(:'tenant_id');
EXECUTE pipeline_overview(:'tenant_id');
EXECUTE pipeline_stage_funnel(:'tenant_id');
EXECUTE weighted_pipeline(:'tenant_id');
EXECUTE pipeline_coverage(:'tenant_id');
EXECUTE rep_performance(:'tenant_id');
SET LOCAL enable_sort = off;
SET LOCAL enable_nestloop = off;
EXECUTE stage_conversion(:'tenant_id');
COMMIT;
