-- Whether an occurrence is computed as things stood at its end, from the history of stages; NULL means it is not.
ALTER TABLE report_occurrence ADD COLUMN reconstructed boolean;
GRANT UPDATE (reconstructed) ON report_occurrence TO dyno_reports;
