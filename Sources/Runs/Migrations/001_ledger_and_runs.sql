-- The ledger of what was due, and the header of every run.
--
-- Runs inside one transaction whose search_path leads to the CRM's schema; names no schema. Every key
-- contains tenant_id, there are no triggers, and no default is volatile, so that the tables can be
-- distributed by tenant.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dyno_reports') THEN
    CREATE ROLE dyno_reports LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
EXCEPTION
  -- Roles belong to the cluster: another schema's migration may have made it a moment ago.
  WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

DO $$
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO dyno_reports', current_schema());
END
$$;

-- One row per tenant; its lock is the right to publish the tenant's files.
CREATE TABLE report_tenant (
  tenant_id   uuid   PRIMARY KEY,
  slug        text   NOT NULL,
  publish_seq bigint NOT NULL DEFAULT 0
);

-- One row per (tenant, schedule, period, revision): the claim, the history and the catch-up memory.
CREATE TABLE report_occurrence (
  tenant_id       uuid        NOT NULL,
  schedule        text        NOT NULL,
  -- '-infinity' where the window has no start: a key column cannot be NULL.
  period_start    timestamptz NOT NULL,
  period_end      timestamptz NOT NULL,
  revision        integer     NOT NULL CHECK (revision >= 1),
  period_kind     text        NOT NULL,
  period_label    text        NOT NULL,
  start_date      date,
  end_date        date        NOT NULL,
  timezone        text        NOT NULL,
  state           text        NOT NULL
    CHECK (state IN ('DUE', 'RUNNING', 'COMPUTED', 'PUBLISHED', 'FAILED', 'SKIPPED')),
  attempt         integer     NOT NULL DEFAULT 0,
  fence           bigint      NOT NULL DEFAULT 0,
  worker          text,
  -- What was computed, so that publishing depends on the ledger and never on today's schedule file.
  request         jsonb,
  as_of           timestamptz,
  tzdata_version  text,
  -- The files as they were published: paths, sizes, hashes, control totals.
  files           jsonb,
  -- Why this revision was made; NULL for the first.
  restate_reason  text,
  error_message   text,
  recorded_at     timestamptz NOT NULL,
  claimed_at      timestamptz,
  snapshot_at     timestamptz,
  published_at    timestamptz,
  PRIMARY KEY (tenant_id, schedule, period_start, period_end, revision)
);

-- One row per run, inserted finished, in the transaction that inserts its facts.
CREATE TABLE report_run (
  tenant_id           uuid         NOT NULL,
  run_id              uuid         NOT NULL,
  report_type         varchar(100) NOT NULL
    CHECK (report_type IN ('pipeline_overview', 'pipeline_stage_funnel', 'pipeline_coverage',
                           'rep_performance', 'stage_conversion', 'weighted_pipeline')),
  generated_at        timestamptz  NOT NULL,
  period_start        timestamptz,
  period_end          timestamptz,
  input_params        jsonb        NOT NULL,
  status              varchar(20)  NOT NULL CHECK (status IN ('SUCCEEDED', 'FAILED')),
  error_message       text,
  run_key             bytea        NOT NULL,
  schedule            text         NOT NULL,
  revision            integer      NOT NULL,
  warnings            jsonb,
  software_version    text         NOT NULL,
  methodology_version text         NOT NULL,
  tzdata_version      text         NOT NULL,
  PRIMARY KEY (tenant_id, run_id),
  CHECK ((status = 'FAILED') = (error_message IS NOT NULL))
);

CREATE INDEX ix_report_run_tenant_type ON report_run (tenant_id, report_type);
CREATE INDEX ix_report_run_occurrence
  ON report_run (tenant_id, schedule, period_end, revision, report_type);
CREATE UNIQUE INDEX ux_report_run_key ON report_run (tenant_id, run_key) WHERE status = 'SUCCEEDED';

-- A run's id is made from its key, so that the same run has the same id in every database: the first 16
-- bytes as a version 8 UUID.
CREATE FUNCTION report_run_id(run_key bytea) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN encode(
  set_byte(set_byte(substr(run_key, 1, 16), 6, get_byte(run_key, 6) & 15 | 128),
           8, get_byte(run_key, 8) & 63 | 128),
  'hex')::uuid;

-- Isolation in the database as well. The setting is read without missing_ok: a transaction that names no
-- tenant gets an error, not an empty answer.
ALTER TABLE report_tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_tenant FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON report_tenant
  USING (tenant_id = current_setting('dyno_reports.tenant_id')::uuid);

ALTER TABLE report_occurrence ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_occurrence FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON report_occurrence
  USING (tenant_id = current_setting('dyno_reports.tenant_id')::uuid);

ALTER TABLE report_run ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_run FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON report_run
  USING (tenant_id = current_setting('dyno_reports.tenant_id')::uuid);

GRANT SELECT, INSERT ON report_tenant, report_occurrence, report_run TO dyno_reports;
GRANT UPDATE (publish_seq) ON report_tenant TO dyno_reports;
GRANT UPDATE (state, attempt, fence, worker, request, as_of, tzdata_version, files, error_message,
              claimed_at, snapshot_at, published_at) ON report_occurrence TO dyno_reports;
