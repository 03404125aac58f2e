-- Whether an occurrence was taken over from published files without its facts; NULL means it was not.
ALTER TABLE report_occurrence ADD COLUMN without_facts boolean;
-- `adopt` makes a revision that is recorded and not published the one that the files show, and its reason theirs.
GRANT UPDATE (without_facts, restate_reason) ON report_occurrence TO dyno_reports;
