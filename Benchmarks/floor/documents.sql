-- The way of the source documents: tables as they define them, and for each report a statement that computes and stores one
-- run. What is wrong in their code is corrected, and nothing else.
--
-- Run by the owner of the report tables. Prepares overview(), funnel(pipeline), coverage(type, id) and performance(type, id).
-- Parameters: tenant_id.

SET client_min_messages = warning;
DROP SCHEMA IF EXISTS documents CASCADE;
CREATE SCHEMA documents;
SET search_path = documents, dyno_crm;
SET timezone = 'UTC';
\set starts 2025-12-31T23:00:00Z
\set ends 2026-01-31T23:00:00Z
\set start_date 2026-01-01
\set end_date 2026-02-01

CREATE TABLE report_run (
  run_id       uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id    uuid NOT NULL,
  report_type  varchar(100) NOT NULL,
  generated_at timestamptz NOT NULL DEFAULT now(),
  period_start timestamptz,
  period_end   timestamptz,
  input_params jsonb NOT NULL,
  status       varchar(20) NOT NULL
);
CREATE INDEX ON report_run (tenant_id, report_type);
CREATE TABLE report_pipeline_overview_fact (
  run_id       uuid NOT NULL REFERENCES report_run ON DELETE CASCADE,
  tenant_id    uuid NOT NULL,
  pipeline_id  uuid,
  status       varchar(10) NOT NULL,
  deal_count   bigint NOT NULL,
  total_amount numeric(20,2) NOT NULL
);
CREATE TABLE report_pipeline_stage_funnel_fact (
  run_id       uuid NOT NULL REFERENCES report_run ON DELETE CASCADE,
  tenant_id    uuid NOT NULL,
  pipeline_id  uuid NOT NULL,
  stage_id     uuid NOT NULL,
  stage_name   varchar(255) NOT NULL,
  stage_state  varchar(20) NOT NULL,
  deal_count   bigint NOT NULL,
  total_amount numeric(20,2) NOT NULL,
  avg_age_days numeric(10,2)
);
CREATE TABLE report_pipeline_coverage_fact (
  run_id         uuid NOT NULL UNIQUE REFERENCES report_run ON DELETE CASCADE,
  tenant_id      uuid NOT NULL,
  period_start   date NOT NULL,
  period_end     date NOT NULL,
  principal_type varchar(20) NOT NULL,
  principal_id   uuid NOT NULL,
  pipeline_id    uuid,
  target_amount  numeric(14,2),
  open_amount    numeric(14,2) NOT NULL,
  coverage_ratio numeric(10,4)
);
CREATE INDEX ON report_pipeline_coverage_fact (tenant_id, principal_type, principal_id);
CREATE INDEX ON report_pipeline_coverage_fact (period_start, period_end);
CREATE TABLE report_rep_performance_fact (
  run_id                  uuid NOT NULL UNIQUE REFERENCES report_run ON DELETE CASCADE,
  tenant_id               uuid NOT NULL,
  principal_type          varchar(20) NOT NULL,
  principal_id            uuid NOT NULL,
  period_start            timestamptz NOT NULL,
  period_end              timestamptz NOT NULL,
  deals_created_count     bigint NOT NULL,
  deals_closed_won_count  bigint NOT NULL,
  deals_closed_lost_count bigint NOT NULL,
  total_amount_won        numeric(14,2) NOT NULL,
  avg_deal_size_won       numeric(14,2),
  avg_time_to_close_days  numeric(10,4),
  win_rate                numeric(5,4)
);
CREATE INDEX ON report_rep_performance_fact (tenant_id, principal_type, principal_id);
CREATE INDEX ON report_rep_performance_fact (period_start, period_end);

PREPARE overview AS
WITH run AS (
  INSERT INTO report_run (
    tenant_id, report_type, period_start, period_end, input_params, status)
  VALUES (:'tenant_id', 'pipeline_overview', :'starts', :'ends', '{}', 'SUCCESS')
  RETURNING run_id
),
stage_state AS (
  SELECT s.deal_id, p.stage_state
  FROM deal_pipeline_stage_state AS s
  JOIN pipeline_stage AS p ON p.id = s.pipeline_stage_id AND p.tenant_id = :'tenant_id'
  WHERE s.tenant_id = :'tenant_id' AND s.is_current
)
INSERT INTO report_pipeline_overview_fact (
  run_id, tenant_id, pipeline_id, status, deal_count, total_amount)
SELECT (SELECT run_id FROM run), :'tenant_id', d.pipeline_id, d.status, count(*), sum(coalesce(d.amount, 0))
FROM (
  SELECT
    d.pipeline_id, d.amount,
    CASE p.stage_state WHEN 'DONE_SUCCESS' THEN 'WON' WHEN 'DONE_FAILED' THEN 'LOST' ELSE 'OPEN' END AS status
  FROM deal AS d
  JOIN stage_state AS p ON p.deal_id = d.id
  WHERE d.tenant_id = :'tenant_id' AND d.updated_at >= :'starts' AND d.updated_at < :'ends'
) AS d
GROUP BY d.pipeline_id, d.status;

PREPARE funnel (uuid) AS
WITH run AS (
  INSERT INTO report_run (
    tenant_id, report_type, period_start, period_end, input_params, status)
  VALUES (:'tenant_id', 'pipeline_stage_funnel', :'starts', :'ends', jsonb_build_object('pipeline_id', $1), 'SUCCESS')
  RETURNING run_id
)
INSERT INTO report_pipeline_stage_funnel_fact (
  run_id, tenant_id, pipeline_id, stage_id, stage_name, stage_state, deal_count, total_amount, avg_age_days)
SELECT
  (SELECT run_id FROM run), :'tenant_id', $1, p.id, p.name, p.stage_state, count(*), sum(coalesce(d.amount, 0)),
  avg(extract(epoch FROM coalesce(s.exited_at, :'ends') - s.entered_at) / 86400.0)
FROM deal_pipeline_stage_state AS s
JOIN deal AS d ON d.id = s.deal_id AND d.tenant_id = :'tenant_id'
JOIN pipeline_stage AS p ON p.id = s.pipeline_stage_id AND p.tenant_id = :'tenant_id' AND p.pipeline_id = $1
WHERE s.tenant_id = :'tenant_id' AND s.pipeline_id = $1 AND s.is_current
  AND (s.exited_at >= :'starts' OR s.exited_at IS NULL) AND s.entered_at < :'ends'
GROUP BY p.id, p.name, p.stage_state;

PREPARE coverage (text, uuid) AS
WITH run AS (
  INSERT INTO report_run (
    tenant_id, report_type, period_start, period_end, input_params, status)
  VALUES (:'tenant_id', 'PIPELINE_COVERAGE', :'starts', :'ends',
          jsonb_build_object('principal_type', $1, 'principal_id', $2), 'SUCCESS')
  RETURNING run_id
),
target AS (
  SELECT sum(t.target_amount) AS target_amount
  FROM sales_target AS t
  WHERE t.tenant_id = :'tenant_id' AND t.principal_type = $1 AND t.principal_id = $2
    AND t.period_start = :'start_date' AND t.period_end = :'end_date'
),
open_deals AS (
  SELECT sum(coalesce(d.amount, 0)) AS amount
  FROM deal AS d
  JOIN pipeline_stage AS p ON p.id = d.stage_id AND p.tenant_id = :'tenant_id'
  WHERE d.tenant_id = :'tenant_id'
    AND p.stage_state NOT IN ('DONE_SUCCESS', 'DONE_FAILED')
    AND coalesce(d.expected_close_date, d.close_date) >= :'start_date'
    AND coalesce(d.expected_close_date, d.close_date) < :'end_date'
    AND ($1 = 'USER' AND (d.owned_by_user_id = $2 OR d.assigned_user_id = $2)
         OR $1 = 'GROUP' AND (d.owned_by_group_id = $2 OR d.assigned_group_id = $2))
)
INSERT INTO report_pipeline_coverage_fact (
  run_id, tenant_id, period_start, period_end, principal_type, principal_id, target_amount, open_amount, coverage_ratio)
SELECT
  (SELECT run_id FROM run), :'tenant_id', :'start_date', :'end_date', $1, $2, t.target_amount, coalesce(o.amount, 0),
  round(coalesce(o.amount, 0) / NULLIF(t.target_amount, 0), 4)
FROM target AS t
CROSS JOIN open_deals AS o;

PREPARE performance (text, uuid) AS
WITH run AS (
  INSERT INTO report_run (
    tenant_id, report_type, period_start, period_end, input_params, status)
  VALUES (:'tenant_id', 'REP_PERFORMANCE', :'starts', :'ends',
          jsonb_build_object('principal_type', $1, 'principal_id', $2), 'SUCCESS')
  RETURNING run_id
),
attributed_deals AS (
  SELECT d.id AS deal_id, d.amount, d.created_at
  FROM deal AS d
  WHERE d.tenant_id = :'tenant_id' AND d.created_at >= :'starts' AND d.created_at < :'ends'
    AND ($1 = 'USER' AND (d.owned_by_user_id = $2 OR d.assigned_user_id = $2)
         OR $1 = 'GROUP' AND (d.owned_by_group_id = $2 OR d.assigned_group_id = $2))
),
terminal_stage_entries AS (
  SELECT DISTINCT ON (s.deal_id) s.deal_id, s.entered_at AS close_ts, p.stage_state
  FROM deal_pipeline_stage_state AS s
  JOIN pipeline_stage AS p ON p.id = s.pipeline_stage_id AND p.tenant_id = :'tenant_id'
  WHERE s.tenant_id = :'tenant_id' AND s.is_current
    AND p.stage_state IN ('DONE_SUCCESS', 'DONE_FAILED')
    AND s.entered_at >= :'starts' AND s.entered_at < :'ends'
  ORDER BY s.deal_id, s.entered_at
),
closed_deals AS (
  SELECT a.amount, a.created_at, t.close_ts, t.stage_state
  FROM attributed_deals AS a
  JOIN terminal_stage_entries AS t ON t.deal_id = a.deal_id
),
closed AS (
  SELECT
    count(*) FILTER (WHERE stage_state = 'DONE_SUCCESS') AS won,
    count(*) FILTER (WHERE stage_state = 'DONE_FAILED') AS lost,
    coalesce(sum(coalesce(amount, 0)) FILTER (WHERE stage_state = 'DONE_SUCCESS'), 0) AS amount,
    avg(coalesce(amount, 0)) FILTER (WHERE stage_state = 'DONE_SUCCESS') AS size,
    avg(extract(epoch FROM close_ts - created_at) / 86400.0) AS days
  FROM closed_deals
)
INSERT INTO report_rep_performance_fact (
  run_id, tenant_id, principal_type, principal_id, period_start, period_end, deals_created_count, deals_closed_won_count,
  deals_closed_lost_count, total_amount_won, avg_deal_size_won, avg_time_to_close_days, win_rate)
SELECT
  (SELECT run_id FROM run), :'tenant_id', $1, $2, :'starts', :'ends', (SELECT count(*) FROM attributed_deals),
  c.won, c.lost, c.amount, c.size, c.days, round(c.won::numeric / NULLIF(c.won + c.lost, 0), 4)
FROM closed AS c;
