-- Facts of stage conversion: a run is one pipeline, with a row per ranked stage.

CREATE TABLE report_stage_conversion_fact (
  run_id                 uuid          NOT NULL,
  tenant_id              uuid          NOT NULL,
  pipeline_id            uuid          NOT NULL,
  stage_id               uuid          NOT NULL,
  stage_name             varchar(255)  NOT NULL,
  stage_state            varchar(20)   COLLATE "C" NOT NULL,
  stage_rank             bigint        NOT NULL,
  entered_count          bigint        NOT NULL,
  advanced_count         bigint        NOT NULL,
  lost_count             bigint        NOT NULL,
  left_count             bigint        NOT NULL,
  open_count             bigint        NOT NULL,
  regressed_count        bigint        NOT NULL,
  skipped_count          bigint        NOT NULL,
  entered_amount         numeric(20,2) NOT NULL,
  advanced_amount        numeric(20,2) NOT NULL,
  lost_amount            numeric(20,2) NOT NULL,
  conversion_rate        numeric(5,4),
  resolved_rate          numeric(5,4),
  amount_rate            numeric(28,4),
  pipeline_entered_count bigint        NOT NULL,
  reached_count          bigint        NOT NULL,
  reached_rate           numeric(5,4),
  departed_count         bigint        NOT NULL,
  departed_forward_count bigint        NOT NULL,
  forward_rate           numeric(5,4),
  median_days_in_stage   numeric(10,2),
  pipeline_name          varchar(255),
  as_of                  timestamptz,
  PRIMARY KEY (tenant_id, run_id, stage_id),
  CONSTRAINT fk_rscf_run FOREIGN KEY (tenant_id, run_id)
    REFERENCES report_run (tenant_id, run_id) ON DELETE CASCADE
);

CREATE INDEX ix_rscf_tenant_pipeline_stage
  ON report_stage_conversion_fact (tenant_id, pipeline_id, stage_id);

ALTER TABLE report_stage_conversion_fact ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_stage_conversion_fact FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON report_stage_conversion_fact
  USING (tenant_id = current_setting('dyno_reports.tenant_id')::uuid);

GRANT SELECT, INSERT ON report_stage_conversion_fact TO dyno_reports;
