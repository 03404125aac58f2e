-- transaction: none
-- Finds the few periods that are not published among many that are.
DROP INDEX CONCURRENTLY IF EXISTS ix_report_occurrence_open;
CREATE INDEX CONCURRENTLY ix_report_occurrence_open ON report_occurrence (tenant_id, schedule, period_start, period_end)
  WHERE state <> 'PUBLISHED';
