-- Facts of the weighted pipeline: a run is one pipeline, with a row per open stage and bucket of close dates.

CREATE TABLE report_weighted_pipeline_fact (
  run_id                 uuid                     NOT NULL,
  tenant_id              uuid                     NOT NULL,
  pipeline_id            uuid                     NOT NULL,
  stage_id               uuid                     NOT NULL,
  close_bucket           varchar(10) COLLATE "C"  NOT NULL
    CONSTRAINT report_weighted_pipeline_fact_close_bucket_check
    CHECK (close_bucket IN ('OVERDUE', 'CURRENT', 'NEXT', 'LATER', 'UNDATED', 'UNKNOWN')),
  stage_name             varchar(255)             NOT NULL,
  stage_state            varchar(20) COLLATE "C"  NOT NULL,
  stage_rank             bigint,
  bucket_start           date,
  bucket_end             date,
  deal_count             bigint                   NOT NULL,
  unpriced_count         bigint                   NOT NULL,
  open_amount            numeric(20,2)            NOT NULL,
  probability            numeric(5,4),
  probability_source     varchar(12) COLLATE "C"  NOT NULL
    CONSTRAINT report_weighted_pipeline_fact_probability_source_check
    CHECK (probability_source IN ('STAGE', 'SCHEDULE', 'CALIBRATED', 'NONE')),
  calibration_won_count  bigint,
  calibration_lost_count bigint,
  weighted_amount        numeric(20,2),
  pipeline_name          varchar(255),
  as_of                  timestamptz,
  PRIMARY KEY (tenant_id, run_id, stage_id, close_bucket),
  CONSTRAINT fk_rwpf_run FOREIGN KEY (tenant_id, run_id)
    REFERENCES report_run (tenant_id, run_id) ON DELETE CASCADE
);

CREATE INDEX ix_rwpf_tenant_pipeline_stage
  ON report_weighted_pipeline_fact (tenant_id, pipeline_id, stage_id);

ALTER TABLE report_weighted_pipeline_fact ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_weighted_pipeline_fact FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON report_weighted_pipeline_fact
  USING (tenant_id = current_setting('dyno_reports.tenant_id')::uuid);

GRANT SELECT, INSERT ON report_weighted_pipeline_fact TO dyno_reports;
