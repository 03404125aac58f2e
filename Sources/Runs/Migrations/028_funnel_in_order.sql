-- Version 2 of the report; rows of before have no values.
ALTER TABLE report_pipeline_stage_funnel_fact ADD COLUMN stage_rank bigint;
ALTER TABLE report_pipeline_stage_funnel_fact ADD COLUMN pipeline_name varchar(255);
ALTER TABLE report_pipeline_stage_funnel_fact ADD COLUMN as_of timestamptz;
