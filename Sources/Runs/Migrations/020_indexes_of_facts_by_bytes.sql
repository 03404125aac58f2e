-- transaction: none
-- As for the headers: indexes that compare by bytes. The next migrations give the columns the same collation.
DROP INDEX CONCURRENTLY IF EXISTS ix_rpof_status;
CREATE INDEX CONCURRENTLY ix_rpof_status ON report_pipeline_overview_fact (tenant_id, status COLLATE "C");
DROP INDEX CONCURRENTLY IF EXISTS ix_rpc_principal;
CREATE INDEX CONCURRENTLY ix_rpc_principal
  ON report_pipeline_coverage_fact (tenant_id, principal_type COLLATE "C", principal_id);
DROP INDEX CONCURRENTLY IF EXISTS ix_rpsff_stage_state;
CREATE INDEX CONCURRENTLY ix_rpsff_stage_state
  ON report_pipeline_stage_funnel_fact (tenant_id, stage_state COLLATE "C");
DROP INDEX CONCURRENTLY IF EXISTS ix_rrp_principal;
CREATE INDEX CONCURRENTLY ix_rrp_principal
  ON report_rep_performance_fact (tenant_id, principal_type COLLATE "C", principal_id);
