-- Version 2 of the report; rows of before have no values.
ALTER TABLE report_pipeline_coverage_fact ADD COLUMN won_amount numeric(20,2);
ALTER TABLE report_pipeline_coverage_fact ADD COLUMN remaining_target_amount numeric(20,2);
ALTER TABLE report_pipeline_coverage_fact ADD COLUMN remaining_coverage_ratio numeric(28,4);
ALTER TABLE report_pipeline_coverage_fact ADD COLUMN principal_name varchar(255);
ALTER TABLE report_pipeline_coverage_fact ADD COLUMN pipeline_name varchar(255);
ALTER TABLE report_pipeline_coverage_fact ADD COLUMN as_of timestamptz;
ALTER TABLE report_pipeline_coverage_fact DROP CONSTRAINT report_pipeline_coverage_fact_principal_type_check;
ALTER TABLE report_pipeline_coverage_fact ADD CONSTRAINT report_pipeline_coverage_fact_principal_type_check
  CHECK (principal_type IN ('USER', 'GROUP', 'TENANT')) NOT VALID;
