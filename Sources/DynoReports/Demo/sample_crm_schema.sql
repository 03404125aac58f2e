-- The sample CRM: the four tables that the reports read, with some of what a real CRM keeps besides.
--
-- Runs in the schema that search_path leads to, after the migrations, which make the role. Ids are unique
-- within a tenant and nowhere else. There are no foreign keys, because the sample holds, as real CRMs do,
-- rows that point at stages and pipelines that are gone.

CREATE TABLE IF NOT EXISTS pipeline_stage (
  tenant_id   uuid         NOT NULL,
  id          uuid         NOT NULL,
  pipeline_id uuid         NOT NULL,
  name        varchar(255) NOT NULL,
  stage_state varchar(20)  NOT NULL,
  position    integer      NOT NULL,
  -- Chance of winning that the sales team assumes, in percent.
  probability integer      NOT NULL,
  PRIMARY KEY (tenant_id, id)
);

CREATE TABLE IF NOT EXISTS deal (
  tenant_id           uuid          NOT NULL,
  id                  uuid          NOT NULL,
  name                varchar(255)  NOT NULL,
  -- The CRM's own idea of a status, which is not the reports' WON, LOST and OPEN.
  status              varchar(30)   NOT NULL,
  pipeline_id         uuid,
  stage_id            uuid,
  amount              numeric(14,2),
  currency            char(3)       NOT NULL,
  source              varchar(40),
  created_at          timestamptz   NOT NULL,
  updated_at          timestamptz   NOT NULL,
  expected_close_date date,
  close_date          date,
  owned_by_user_id    uuid,
  assigned_user_id    uuid,
  owned_by_group_id   uuid,
  assigned_group_id   uuid,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX IF NOT EXISTS ix_deal_owner ON deal (tenant_id, owned_by_user_id);
CREATE INDEX IF NOT EXISTS ix_deal_stage ON deal (tenant_id, pipeline_id, stage_id);

CREATE TABLE IF NOT EXISTS deal_pipeline_stage_state (
  tenant_id         uuid        NOT NULL,
  id                uuid        NOT NULL,
  deal_id           uuid        NOT NULL,
  pipeline_id       uuid        NOT NULL,
  pipeline_stage_id uuid        NOT NULL,
  entered_at        timestamptz NOT NULL,
  exited_at         timestamptz,
  is_current        boolean     NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX IF NOT EXISTS ix_deal_stage_state_deal ON deal_pipeline_stage_state (tenant_id, deal_id);

CREATE TABLE IF NOT EXISTS sales_target (
  tenant_id      uuid          NOT NULL,
  id             uuid          NOT NULL,
  principal_type varchar(20)   NOT NULL,
  principal_id   uuid          NOT NULL,
  -- NULL: a target for all pipelines together.
  pipeline_id    uuid,
  period_start   date          NOT NULL,
  -- The day after the last one.
  period_end     date          NOT NULL,
  target_amount  numeric(14,2) NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX IF NOT EXISTS ix_sales_target_period
  ON sales_target (tenant_id, period_start, period_end, principal_type, principal_id);

GRANT SELECT ON pipeline_stage, deal, deal_pipeline_stage_state, sales_target TO dyno_reports;
