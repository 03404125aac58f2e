-- transaction: none
-- An index in the database's collation lies after the server's libc was changed: a look-up does not find rows that are
-- there. These compare by bytes. The next migration gives the columns the same collation, and then keeps the indexes as
-- they are.
DROP INDEX CONCURRENTLY IF EXISTS ix_report_run_type;
CREATE INDEX CONCURRENTLY ix_report_run_type ON report_run (tenant_id, report_type COLLATE "C");
DROP INDEX CONCURRENTLY IF EXISTS ix_report_run_period;
CREATE INDEX CONCURRENTLY ix_report_run_period
  ON report_run (tenant_id, schedule COLLATE "C", period_end, revision, report_type COLLATE "C");
DROP INDEX CONCURRENTLY IF EXISTS ix_report_run_attempt;
CREATE INDEX CONCURRENTLY ix_report_run_attempt
  ON report_run (tenant_id, schedule COLLATE "C", occurrence_end, revision, report_type COLLATE "C");
