DROP INDEX ix_rpsff_tenant_stage_state;
ALTER TABLE report_pipeline_stage_funnel_fact ALTER COLUMN stage_state TYPE varchar(20) COLLATE "C";
