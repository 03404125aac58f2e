-- Computes and stores all reports of one tenant, in one transaction.
--
-- Parameters: tenant_id.

BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT set_config('dyno_reports.tenant_id', :'tenant_id', true) \g /dev/null
EXECUTE stages(:'tenant_id');
EXECUTE stays(:'tenant_id');
ANALYZE stage, stay;
EXECUTE severals(:'tenant_id');
ANALYZE several;
EXECUTE cells(:'tenant_id');
EXECUTE movers(:'tenant_id');
ANALYZE mover;
EXECUTE candidates(:'tenant_id');
ANALYZE candidate;
EXECUTE principals(:'tenant_id');
EXECUTE pipelines(:'tenant_id');
EXECUTE pipeline_overview(:'tenant_id');
EXECUTE pipeline_stage_funnel(:'tenant_id');
EXECUTE weighted_pipeline(:'tenant_id');
EXECUTE pipeline_coverage(:'tenant_id');
EXECUTE rep_performance(:'tenant_id');
SET LOCAL enable_sort = off;
EXECUTE stage_conversion(:'tenant_id');
COMMIT;
