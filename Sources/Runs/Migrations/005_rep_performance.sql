-- Facts of representative performance: one row per run, a run being one principal.

CREATE TABLE report_rep_performance_fact (
  run_id                  uuid          NOT NULL,
  tenant_id               uuid          NOT NULL,
  principal_type          varchar(20)   NOT NULL CHECK (principal_type IN ('USER', 'GROUP')),
  principal_id            uuid          NOT NULL,
  period_start            timestamptz   NOT NULL,
  period_end              timestamptz   NOT NULL,
  deals_created_count     bigint        NOT NULL,
  deals_closed_won_count  bigint        NOT NULL,
  deals_closed_lost_count bigint        NOT NULL,
  total_amount_won        numeric(20,2) NOT NULL,
  avg_deal_size_won       numeric(14,2),
  avg_time_to_close_days  numeric(10,4),
  win_rate                numeric(5,4),
  PRIMARY KEY (tenant_id, run_id),
  CONSTRAINT fk_rrp_run FOREIGN KEY (tenant_id, run_id)
    REFERENCES report_run (tenant_id, run_id) ON DELETE CASCADE
);

CREATE INDEX ix_rrp_tenant_principal
  ON report_rep_performance_fact (tenant_id, principal_type, principal_id);
CREATE INDEX ix_rrp_period ON report_rep_performance_fact (tenant_id, period_start, period_end);

ALTER TABLE report_rep_performance_fact ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_rep_performance_fact FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON report_rep_performance_fact
  USING (tenant_id = current_setting('dyno_reports.tenant_id')::uuid);

GRANT SELECT, INSERT ON report_rep_performance_fact TO dyno_reports;
