-- transaction: none
-- Finds the headers of an occurrence. Made while reports run; an attempt that was broken off leaves an index that cannot be
-- used, and is made again.
DROP INDEX CONCURRENTLY IF EXISTS ix_report_run_header_occurrence;
CREATE INDEX CONCURRENTLY ix_report_run_header_occurrence
  ON report_run (tenant_id, schedule, occurrence_end, revision, report_type);
