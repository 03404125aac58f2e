-- transaction: none
-- Finds the few published periods with failed runs among many that are complete.
DROP INDEX CONCURRENTLY IF EXISTS ix_report_occurrence_incomplete;
CREATE INDEX CONCURRENTLY ix_report_occurrence_incomplete
  ON report_occurrence (tenant_id, schedule, period_start, period_end)
  WHERE state = 'PUBLISHED' AND failed_runs IS DISTINCT FROM 0;
