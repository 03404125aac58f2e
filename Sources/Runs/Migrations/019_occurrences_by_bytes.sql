-- Text keys compare by bytes, so that they do not depend on the server's libc. The table is small, so its indexes are
-- built in the same step.
ALTER TABLE report_occurrence ALTER COLUMN schedule TYPE text COLLATE "C";
