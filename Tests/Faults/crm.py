"""The small CRM and the schedule files with which every case begins. All of it lies in the past of every clock."""

from __future__ import annotations

SCHEMA = "dyno_crm"

# What is due then: August 2025, and what comes a month later.
FIRST = "2025-09-03T12:00:00Z"
NEXT = "2025-10-03T12:00:00Z"

TENANTS = {
    "acme": "6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11",
    "bad-data": "11111111-2222-4333-8444-555555555555",
    "calm": "22222222-3333-4444-8555-666666666666",
}

SCHEDULES = {
    "acme": """\
tenant:
  id: 6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11
  slug: acme
  timezone: Europe/Berlin
schedules:
  - name: monthly
    period: monthly
    reports:
      - type: pipeline_overview
      - type: pipeline_coverage
        principals: all
    exports: [csv, xml, html, xlsx]
  - name: weekly
    period: weekly
    reports:
      - type: pipeline_stage_funnel
    exports: [csv]
""",
    # One of its targets is not a number, so one run of each month fails.
    "bad-data": """\
tenant:
  id: 11111111-2222-4333-8444-555555555555
  slug: bad-data
  timezone: America/New_York
schedules:
  - name: monthly
    period: monthly
    reports:
      - type: pipeline_coverage
        principals: all
    exports: [csv, xml]
""",
    "calm": """\
tenant:
  id: 22222222-3333-4444-8555-666666666666
  slug: calm
  timezone: UTC
schedules:
  - name: monthly
    period: monthly
    reports:
      - type: rep_performance
    exports: [csv]
""",
}

TABLES = f"""
CREATE SCHEMA {SCHEMA};
SET search_path = {SCHEMA};
CREATE TABLE deal (
  tenant_id uuid NOT NULL, id uuid NOT NULL, status text, pipeline_id uuid, stage_id uuid,
  amount numeric(14,2), created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
  expected_close_date date, close_date date, owned_by_user_id uuid, assigned_user_id uuid,
  owned_by_group_id uuid, assigned_group_id uuid, PRIMARY KEY (tenant_id, id));
CREATE TABLE deal_pipeline_stage_state (
  tenant_id uuid NOT NULL, deal_id uuid NOT NULL, pipeline_id uuid NOT NULL,
  pipeline_stage_id uuid NOT NULL, entered_at timestamptz NOT NULL, exited_at timestamptz,
  is_current boolean NOT NULL);
CREATE TABLE pipeline_stage (
  tenant_id uuid NOT NULL, id uuid NOT NULL, pipeline_id uuid NOT NULL, name varchar(255) NOT NULL,
  stage_state varchar(20) NOT NULL, PRIMARY KEY (tenant_id, id));
CREATE TABLE sales_target (
  tenant_id uuid NOT NULL, principal_type varchar(20) NOT NULL, principal_id uuid NOT NULL,
  pipeline_id uuid, period_start date NOT NULL, period_end date NOT NULL,
  target_amount numeric NOT NULL);
"""

_ROWS = """
INSERT INTO pipeline_stage (tenant_id, id, pipeline_id, name, stage_state)
SELECT '{tenant}', md5('stage ' || i)::uuid, md5('pipeline ' || i % 2)::uuid,
       (ARRAY['Open, early', 'Late "stage"', 'Won', 'Lost'])[1 + i / 2],
       (ARRAY['OPEN', 'OPEN', 'DONE_SUCCESS', 'DONE_FAILED'])[1 + i / 2]
FROM generate_series(0, 7) AS i;
INSERT INTO deal (
  tenant_id, id, status, pipeline_id, stage_id, amount, created_at, updated_at, expected_close_date, close_date,
  owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id)
SELECT '{tenant}', md5('deal ' || i)::uuid, 'whatever', md5('pipeline ' || i % 2)::uuid,
       md5('stage ' || i % 8)::uuid, CASE WHEN i % 11 > 0 THEN i * 1000.25 + {number} END,
       timestamptz '2025-06-01 00:00Z' + i * interval '55 hours',
       timestamptz '2025-06-20 00:00Z' + i * interval '50 hours',
       date '2025-07-25' + i, NULL, md5('user ' || i % 5)::uuid, md5('user ' || i % 3)::uuid,
       md5('group ' || i % 2)::uuid, NULL
FROM generate_series(1, 60) AS i;
INSERT INTO deal_pipeline_stage_state (
  tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at, exited_at, is_current)
SELECT tenant_id, id, pipeline_id, stage_id, created_at + interval '1 day', NULL, true
FROM deal WHERE tenant_id = '{tenant}';
INSERT INTO sales_target (
  tenant_id, principal_type, principal_id, pipeline_id, period_start, period_end, target_amount)
SELECT '{tenant}', 'USER', md5('user ' || u)::uuid, NULL, m::date, (m + interval '1 month')::date, 50000
FROM generate_series(0, 5) AS u, generate_series('2025-06-01', '2025-10-01', interval '1 month') AS m;
"""

_BAD_DATA = """
UPDATE sales_target SET target_amount = 'NaN'
WHERE tenant_id = '11111111-2222-4333-8444-555555555555' AND principal_id = md5('user 5')::uuid;
"""


def script() -> str:
    """The CRM's tables with sixty deals for each tenant."""
    rows = [_ROWS.format(tenant=tenant, number=number) for number, tenant in enumerate(TENANTS.values())]
    return TABLES + "".join(rows) + _BAD_DATA
