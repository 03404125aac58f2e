-- A published occurrence names the publication that showed it, counts its failed runs, and lists its views, which are files
-- for people. NULL where an earlier program published it, or where there are no views.
ALTER TABLE report_occurrence ADD COLUMN publish_seq bigint;
ALTER TABLE report_occurrence ADD COLUMN failed_runs bigint;
ALTER TABLE report_occurrence ADD COLUMN views jsonb;

GRANT UPDATE (publish_seq, failed_runs, views) ON report_occurrence TO dyno_reports;
