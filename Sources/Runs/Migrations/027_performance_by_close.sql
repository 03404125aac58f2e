-- Version 2 of the report; rows of before have no values.
ALTER TABLE report_rep_performance_fact ADD COLUMN closed_won_count bigint;
ALTER TABLE report_rep_performance_fact ADD COLUMN closed_lost_count bigint;
ALTER TABLE report_rep_performance_fact ADD COLUMN closed_won_amount numeric(20,2);
ALTER TABLE report_rep_performance_fact ADD COLUMN closed_win_rate numeric(5,4);
ALTER TABLE report_rep_performance_fact ADD COLUMN median_time_to_close_days numeric(10,4);
ALTER TABLE report_rep_performance_fact ADD COLUMN principal_name varchar(255);
ALTER TABLE report_rep_performance_fact ADD COLUMN as_of timestamptz;
ALTER TABLE report_rep_performance_fact DROP CONSTRAINT report_rep_performance_fact_principal_type_check;
ALTER TABLE report_rep_performance_fact ADD CONSTRAINT report_rep_performance_fact_principal_type_check
  CHECK (principal_type IN ('USER', 'GROUP', 'TENANT')) NOT VALID;
