-- Whether an occurrence was taken over from published files without its facts; NULL means it was not.
ALTER TABLE report_occurrence ADD COLUMN without_facts boolean;
-- `adopt` makes rows what the published files say.
GRANT UPDATE (without_facts, period_kind, period_label, start_date, end_date, timezone, restate_reason)
  ON report_occurrence TO dyno_reports;
