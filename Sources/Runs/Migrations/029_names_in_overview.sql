-- Version 2 of the report; rows of before have no values.
ALTER TABLE report_pipeline_overview_fact ADD COLUMN pipeline_name varchar(255);
ALTER TABLE report_pipeline_overview_fact ADD COLUMN as_of timestamptz;
