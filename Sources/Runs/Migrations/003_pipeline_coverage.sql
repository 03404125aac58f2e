-- Facts of pipeline coverage: one row per run, a run being one principal (and pipeline).

CREATE TABLE report_pipeline_coverage_fact (
  run_id         uuid          NOT NULL,
  tenant_id      uuid          NOT NULL,
  period_start   date          NOT NULL,
  period_end     date          NOT NULL,
  principal_type varchar(20)   NOT NULL CHECK (principal_type IN ('USER', 'GROUP')),
  principal_id   uuid          NOT NULL,
  pipeline_id    uuid,
  target_amount  numeric(20,2),
  open_amount    numeric(20,2) NOT NULL,
  coverage_ratio numeric(28,4),
  PRIMARY KEY (tenant_id, run_id),
  CONSTRAINT fk_rpc_run FOREIGN KEY (tenant_id, run_id)
    REFERENCES report_run (tenant_id, run_id) ON DELETE CASCADE
);

CREATE INDEX ix_rpc_tenant_principal
  ON report_pipeline_coverage_fact (tenant_id, principal_type, principal_id);
CREATE INDEX ix_rpc_period ON report_pipeline_coverage_fact (tenant_id, period_start, period_end);

ALTER TABLE report_pipeline_coverage_fact ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_pipeline_coverage_fact FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON report_pipeline_coverage_fact
  USING (tenant_id = current_setting('dyno_reports.tenant_id')::uuid);

GRANT SELECT, INSERT ON report_pipeline_coverage_fact TO dyno_reports;
