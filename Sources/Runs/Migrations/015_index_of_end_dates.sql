-- transaction: none
-- Finds the periods of a schedule by their dates: the last ones, those of one year, and the gaps between them.
DROP INDEX CONCURRENTLY IF EXISTS ix_report_occurrence_end_date;
CREATE INDEX CONCURRENTLY ix_report_occurrence_end_date ON report_occurrence (tenant_id, schedule, end_date)
  INCLUDE (start_date, period_kind);
