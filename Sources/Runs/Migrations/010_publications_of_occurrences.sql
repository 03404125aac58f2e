-- A published occurrence names the publication that showed it, and counts its failed runs. NULL where an earlier program
-- published it.
ALTER TABLE report_occurrence ADD COLUMN publish_seq bigint;
ALTER TABLE report_occurrence ADD COLUMN failed_runs bigint;

GRANT UPDATE (publish_seq, failed_runs) ON report_occurrence TO dyno_reports;
