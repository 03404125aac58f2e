-- Text keys compare by bytes; see the migration before. The table is not read: the check comes back without looking at
-- the rows, and the next migration looks at them while others work.
DROP INDEX ix_report_run_tenant_type;
DROP INDEX ix_report_run_occurrence;
DROP INDEX ix_report_run_header_occurrence;
ALTER TABLE report_run DROP CONSTRAINT report_run_report_type_check;
ALTER TABLE report_run ALTER COLUMN report_type TYPE varchar(100) COLLATE "C";
ALTER TABLE report_run ALTER COLUMN schedule TYPE text COLLATE "C";
ALTER TABLE report_run ADD CONSTRAINT report_run_report_type_check
  CHECK (report_type IN ('pipeline_overview', 'pipeline_stage_funnel', 'pipeline_coverage', 'rep_performance',
                         'stage_conversion', 'weighted_pipeline')) NOT VALID;
