-- Looks at the rows for the check that the migration before made. Others can work meanwhile.
ALTER TABLE report_run VALIDATE CONSTRAINT report_run_report_type_check;
