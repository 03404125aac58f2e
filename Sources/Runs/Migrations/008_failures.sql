-- Failures are counted: after each, an occurrence is left alone for longer.
ALTER TABLE report_occurrence ADD COLUMN failures integer;
ALTER TABLE report_occurrence ADD COLUMN failed_at timestamptz;

GRANT UPDATE (failures, failed_at) ON report_occurrence TO dyno_reports;
