-- The same of its runs.
ALTER TABLE report_run ADD COLUMN reconstructed boolean;
