-- transaction: none
-- Looks at the rows for the checks that were made without. Others can work meanwhile.
ALTER TABLE report_pipeline_coverage_fact VALIDATE CONSTRAINT report_pipeline_coverage_fact_principal_type_check;
ALTER TABLE report_rep_performance_fact VALIDATE CONSTRAINT report_rep_performance_fact_principal_type_check;
