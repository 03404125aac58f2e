-- Facts of the pipeline overview: several rows per run.
--
-- pipeline_id can be NULL, so the key is a unique constraint, not a primary key; replication then needs
-- the whole row to tell rows apart.

CREATE TABLE report_pipeline_overview_fact (
  run_id       uuid          NOT NULL,
  tenant_id    uuid          NOT NULL,
  pipeline_id  uuid,
  status       varchar(10)   NOT NULL CHECK (status IN ('WON', 'LOST', 'OPEN')),
  deal_count   bigint        NOT NULL,
  total_amount numeric(20,2) NOT NULL,
  CONSTRAINT ux_rpof_row UNIQUE NULLS NOT DISTINCT (tenant_id, run_id, pipeline_id, status),
  CONSTRAINT fk_rpof_run FOREIGN KEY (tenant_id, run_id)
    REFERENCES report_run (tenant_id, run_id) ON DELETE CASCADE
);
ALTER TABLE report_pipeline_overview_fact REPLICA IDENTITY FULL;

CREATE INDEX ix_rpof_tenant_pipeline ON report_pipeline_overview_fact (tenant_id, pipeline_id);
CREATE INDEX ix_rpof_tenant_status ON report_pipeline_overview_fact (tenant_id, status);

ALTER TABLE report_pipeline_overview_fact ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_pipeline_overview_fact FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON report_pipeline_overview_fact
  USING (tenant_id = current_setting('dyno_reports.tenant_id')::uuid);

GRANT SELECT, INSERT ON report_pipeline_overview_fact TO dyno_reports;
