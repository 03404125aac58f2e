-- A header knows its occurrence and its attempt.
--
-- The columns are nullable and without default, so that a large table is not written anew, and nothing is filled in: a
-- header whose occurrence_end is NULL is of before, and its window is its period.
ALTER TABLE report_run ADD COLUMN occurrence_start timestamptz;
ALTER TABLE report_run ADD COLUMN occurrence_end timestamptz;
ALTER TABLE report_run ADD COLUMN fence bigint;

-- `skip` gives up headers together with their occurrence.
GRANT DELETE ON report_run TO dyno_reports;
