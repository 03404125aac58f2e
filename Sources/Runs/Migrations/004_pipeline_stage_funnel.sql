-- Facts of the pipeline stage funnel: a run is one pipeline, with a row per stage.

CREATE TABLE report_pipeline_stage_funnel_fact (
  run_id       uuid          NOT NULL,
  tenant_id    uuid          NOT NULL,
  pipeline_id  uuid          NOT NULL,
  stage_id     uuid          NOT NULL,
  stage_name   varchar(255)  NOT NULL,
  stage_state  varchar(20)   NOT NULL,
  deal_count   bigint        NOT NULL,
  total_amount numeric(20,2) NOT NULL,
  avg_age_days numeric(10,2),
  PRIMARY KEY (tenant_id, run_id, stage_id),
  CONSTRAINT fk_rpsff_run FOREIGN KEY (tenant_id, run_id)
    REFERENCES report_run (tenant_id, run_id) ON DELETE CASCADE
);

CREATE INDEX ix_rpsff_tenant_pipeline_stage
  ON report_pipeline_stage_funnel_fact (tenant_id, pipeline_id, stage_id);
CREATE INDEX ix_rpsff_tenant_stage_state ON report_pipeline_stage_funnel_fact (tenant_id, stage_state);

ALTER TABLE report_pipeline_stage_funnel_fact ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_pipeline_stage_funnel_fact FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON report_pipeline_stage_funnel_fact
  USING (tenant_id = current_setting('dyno_reports.tenant_id')::uuid);

GRANT SELECT, INSERT ON report_pipeline_stage_funnel_fact TO dyno_reports;
