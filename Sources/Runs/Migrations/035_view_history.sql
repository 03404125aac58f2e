-- What the views of an occurrence show of the periods before it, as it was when they were first made. NULL where there is no
-- such view.
ALTER TABLE report_occurrence ADD COLUMN view_history jsonb;
GRANT UPDATE (view_history) ON report_occurrence TO dyno_reports;
