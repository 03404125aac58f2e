-- The sample CRM: the four tables that the reports read, with some other columns that a real CRM has, and those with names.
--
-- Runs in the first schema of search_path, after the migrations, which create the role. Ids are unique only
-- within a tenant. There are no foreign keys: like a real CRM, the sample contains rows that refer to
-- deleted stages and pipelines.

CREATE TABLE IF NOT EXISTS pipeline_stage (
  tenant_id   uuid         NOT NULL,
  id          uuid         NOT NULL,
  pipeline_id uuid         NOT NULL,
  name        varchar(255) NOT NULL,
  stage_state varchar(20)  NOT NULL,
  position    integer      NOT NULL,
  -- The chance of winning, in percent, as estimated by the sales team.
  probability integer      NOT NULL,
  PRIMARY KEY (tenant_id, id)
);

CREATE TABLE IF NOT EXISTS deal (
  tenant_id           uuid          NOT NULL,
  id                  uuid          NOT NULL,
  name                varchar(255)  NOT NULL,
  -- The CRM's own status. The reports compute theirs: WON, LOST or OPEN.
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
  -- NULL for a target over all pipelines together.
  pipeline_id    uuid,
  period_start   date          NOT NULL,
  -- The day after the last one.
  period_end     date          NOT NULL,
  target_amount  numeric(14,2) NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX IF NOT EXISTS ix_sales_target_period
  ON sales_target (tenant_id, period_start, period_end, principal_type, principal_id);

CREATE TABLE IF NOT EXISTS users (
  tenant_id  uuid        NOT NULL,
  id         uuid        NOT NULL,
  -- Some users have only one of them, some have none.
  first_name varchar(80),
  last_name  varchar(80),
  PRIMARY KEY (tenant_id, id)
);

CREATE TABLE IF NOT EXISTS teams (
  tenant_id uuid NOT NULL,
  id        uuid NOT NULL,
  name      varchar(80),
  PRIMARY KEY (tenant_id, id)
);

CREATE TABLE IF NOT EXISTS pipelines (
  tenant_id uuid        NOT NULL,
  id        uuid        NOT NULL,
  name      varchar(80) NOT NULL,
  PRIMARY KEY (tenant_id, id)
);

CREATE OR REPLACE VIEW report_label AS
SELECT tenant_id, 'USER'::text AS kind, id, concat_ws(' ', first_name, last_name) AS name FROM users
UNION ALL
SELECT tenant_id, 'GROUP', id, name::text FROM teams
UNION ALL
SELECT tenant_id, 'PIPELINE', id, name::text FROM pipelines;

GRANT SELECT ON pipeline_stage, deal, deal_pipeline_stage_state, sales_target TO dyno_reports;
