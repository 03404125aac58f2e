-- Prepares the parts that several reports use: each row of the CRM is read once for all of them. The parts are temporary
-- tables, which live until the end of a tenant's transaction.
--
-- Parameters: starts and ends (of the window, instants), start_date and end_date, horizon_end, next_horizon_end.

-- The tenant's stages, numbered in the order of their ids.
CREATE TEMPORARY TABLE stage (
  number      smallint,
  id          uuid,
  pipeline_id uuid,
  pipeline    smallint,
  name        text,
  state       text,
  is_open     boolean,
  is_won      boolean,
  rank        bigint,
  probability numeric
) ON COMMIT DELETE ROWS;

PREPARE stages (uuid) AS
INSERT INTO stage (
  number, id, pipeline_id, pipeline, name, state, is_open, is_won, rank, probability)
SELECT
  row_number() OVER (ORDER BY p.id),
  p.id,
  p.pipeline_id,
  dense_rank() OVER (ORDER BY p.pipeline_id),
  p.name,
  p.stage_state,
  is_open,
  p.stage_state = 'DONE_SUCCESS',
  CASE
    WHEN is_open THEN rank() OVER (PARTITION BY p.pipeline_id, is_open ORDER BY p.position)
    WHEN p.stage_state = 'DONE_SUCCESS' THEN NULLIF(count(*) FILTER (WHERE is_open) OVER (PARTITION BY p.pipeline_id), 0) + 1
  END,
  round(p.probability * 0.01, 4)
FROM pipeline_stage AS p
CROSS JOIN LATERAL (SELECT p.stage_state NOT IN ('DONE_SUCCESS', 'DONE_FAILED') AS is_open) AS o
WHERE p.tenant_id = $1;

-- The stays in stages that exist: those that are current, and those that began or ended in the window.
CREATE TEMPORARY TABLE stay (
  deal_id           uuid,
  entered_at        timestamptz,
  exited_at         timestamptz,
  number            smallint,
  is_current        boolean,
  -- NULL where it is the stage's.
  other_pipeline_id uuid
) ON COMMIT DELETE ROWS;

PREPARE stays (uuid) AS
INSERT INTO stay (
  deal_id, entered_at, exited_at, number, is_current, other_pipeline_id)
SELECT s.deal_id, s.entered_at, s.exited_at, p.number, s.is_current, NULLIF(s.pipeline_id, p.pipeline_id)
FROM deal_pipeline_stage_state AS s
JOIN stage AS p ON p.id = s.pipeline_stage_id
WHERE s.tenant_id = $1
  AND (s.is_current
       OR s.entered_at >= :'starts' AND s.entered_at < :'ends'
       OR s.exited_at >= :'starts' AND s.exited_at < :'ends');

-- The current stays of deals that have several, and which of them counts. Deals are few of which that has to be asked.
--
-- They are found by sorting a number of four bytes for each deal, which is much cheaper than a table of all deals. Two
-- deals with the same number are harmless: they are looked at for nothing.
CREATE TEMPORARY TABLE several (
  deal_id           uuid,
  number            smallint,
  -- That of the row, which may be another one than the stage's, or the deal's.
  row_pipeline_id   uuid,
  is_own_stage      boolean,
  entered_at        timestamptz,
  exited_at         timestamptz,
  pipeline_id       uuid,
  amount            numeric,
  updated_at        timestamptz,
  created_at        timestamptz,
  close_date        date,
  -- Whether it is the deal's stay for the overview, and its stay in the pipeline.
  is_deals          boolean,
  is_pipelines      boolean,
  -- Whether it is the second one in the pipeline: of all stays, and of those in stages of the pipeline.
  is_second         boolean,
  is_second_of_own  boolean
) ON COMMIT DELETE ROWS;

PREPARE severals (uuid) AS
INSERT INTO several (
  deal_id, number, row_pipeline_id, is_own_stage, entered_at, exited_at, pipeline_id, amount, updated_at, created_at,
  close_date, is_deals, is_pipelines, is_second, is_second_of_own)
WITH repeated AS MATERIALIZED (
  SELECT hash
  FROM (SELECT uuid_hash(deal_id) AS hash FROM stay WHERE is_current ORDER BY hash) AS sorted
  GROUP BY hash
  HAVING count(*) > 1
)
SELECT
  s.deal_id, s.number, r.id, s.is_own_stage, s.entered_at, s.exited_at, d.pipeline_id, d.amount, d.updated_at, d.created_at,
  coalesce(d.expected_close_date, d.close_date),
  row_number() OVER (
    PARTITION BY s.deal_id ORDER BY (r.id = d.pipeline_id) DESC NULLS LAST, s.entered_at DESC, s.number DESC) = 1,
  s.is_own_stage AND row_number() OVER (
    PARTITION BY s.deal_id, r.id, s.is_own_stage
    ORDER BY s.entered_at DESC, s.number DESC, s.exited_at DESC NULLS FIRST) = 1,
  row_number() OVER (PARTITION BY s.deal_id, r.id) = 2,
  s.is_own_stage AND row_number() OVER (PARTITION BY s.deal_id, r.id, s.is_own_stage) = 2
FROM (
  SELECT *, other_pipeline_id IS NULL AS is_own_stage
  FROM stay
  WHERE is_current AND uuid_hash(deal_id) IN (SELECT hash FROM repeated)
) AS s
JOIN stage AS p ON p.number = s.number
CROSS JOIN LATERAL (SELECT coalesce(s.other_pipeline_id, p.pipeline_id) AS id) AS r
-- They are few, so each deal is looked up; OFFSET keeps the planner from reading all.
CROSS JOIN LATERAL (SELECT * FROM deal AS d WHERE d.tenant_id = $1 AND d.id = s.deal_id OFFSET 0) AS d;

-- The deals by their current stay, counted and added up over everything that overview, funnel and weighted pipeline ask for:
-- a few hundred rows.
CREATE TEMPORARY TABLE cell (
  number      smallint,
  -- Whether the deals were updated in the window, and whether they were in their stage in it.
  is_updated  boolean,
  is_inside   boolean,
  bucket      smallint,
  -- The deals' own.
  pipeline_id uuid,
  deals       bigint,
  priced      bigint,
  amount      numeric,
  age         interval
) ON COMMIT DELETE ROWS;

PREPARE cells (uuid) AS
INSERT INTO cell (
  number, is_updated, is_inside, bucket, pipeline_id, deals, priced, amount, age)
SELECT
  key >> 5, key & 16 > 0, key & 8 > 0, key & 7, pipeline_id,
  count(*), count(amount), coalesce(sum(amount), 0), sum(age)
FROM (
  SELECT
    -- One number instead of four columns, which are four to compare.
    (s.number << 5)
      | ((d.updated_at >= :'starts' AND d.updated_at < :'ends')::integer << 4)
      | ((s.other_pipeline_id IS NULL AND s.entered_at < :'ends' AND (s.exited_at >= :'starts') IS NOT FALSE)::integer << 3)
      | CASE
          WHEN coalesce(d.expected_close_date, d.close_date) < :'end_date' THEN 0
          WHEN coalesce(d.expected_close_date, d.close_date) < :'horizon_end' THEN 1
          WHEN coalesce(d.expected_close_date, d.close_date) < :'next_horizon_end' THEN 2
          WHEN coalesce(d.expected_close_date, d.close_date) IS NOT NULL THEN 3
          ELSE 4
        END AS key,
    d.pipeline_id,
    d.amount,
    coalesce(s.exited_at, :'ends') - s.entered_at AS age
  FROM stay AS s
  JOIN deal AS d ON d.tenant_id = $1 AND d.id = s.deal_id
  WHERE s.is_current AND NOT EXISTS (SELECT FROM several AS v WHERE v.deal_id = s.deal_id)
  UNION ALL
  SELECT
    (number << 5)
      | ((is_deals AND updated_at >= :'starts' AND updated_at < :'ends')::integer << 4)
      | ((is_pipelines AND entered_at < :'ends' AND (exited_at >= :'starts') IS NOT FALSE)::integer << 3)
      | CASE
          WHEN close_date < :'end_date' THEN 0
          WHEN close_date < :'horizon_end' THEN 1
          WHEN close_date < :'next_horizon_end' THEN 2
          WHEN close_date IS NOT NULL THEN 3
          ELSE 4
        END,
    pipeline_id,
    amount,
    coalesce(exited_at, :'ends') - entered_at
  FROM several
) AS counted
GROUP BY key, pipeline_id;

-- The deals that entered or left a stage in the window, and how they were closed in it.
CREATE TEMPORARY TABLE mover (
  deal_id   uuid,
  closed_at timestamptz,
  is_won    boolean
) ON COMMIT DELETE ROWS;

PREPARE movers (uuid) AS
INSERT INTO mover (
  deal_id, closed_at, is_won)
WITH moved AS (
  SELECT DISTINCT deal_id
  FROM stay
  WHERE entered_at >= :'starts' AND entered_at < :'ends' OR exited_at >= :'starts' AND exited_at < :'ends'
),
closed AS (
  SELECT DISTINCT ON (s.deal_id) s.deal_id, s.entered_at AS closed_at, p.is_won
  FROM stay AS s
  JOIN stage AS p ON p.number = s.number AND NOT p.is_open
  WHERE s.is_current AND s.entered_at >= :'starts' AND s.entered_at < :'ends'
  ORDER BY s.deal_id, s.entered_at, s.number
)
SELECT deal_id, c.closed_at, c.is_won
FROM moved
LEFT JOIN closed AS c USING (deal_id);

-- The deals that coverage, performance or conversion look at, with the principals that count them.
CREATE TEMPORARY TABLE candidate (
  number           integer,
  -- NULL unless it entered or left a stage in the window.
  mover_id         uuid,
  owned_by_user    uuid,
  assigned_user    uuid,
  owned_by_group   uuid,
  assigned_group   uuid,
  amount           numeric,
  -- Whether it is open and should close in the window; whether it was created in it.
  is_open          boolean,
  is_created       boolean,
  -- How it was closed in the window.
  is_won           boolean,
  time_to_close   interval
) ON COMMIT DELETE ROWS;

PREPARE candidates (uuid) AS
INSERT INTO candidate (
  number, mover_id, owned_by_user, assigned_user, owned_by_group, assigned_group, amount, is_open, is_created, is_won,
  time_to_close)
SELECT
  row_number() OVER (),
  m.deal_id,
  d.owned_by_user_id,
  NULLIF(d.assigned_user_id, d.owned_by_user_id),
  d.owned_by_group_id,
  NULLIF(d.assigned_group_id, d.owned_by_group_id),
  coalesce(d.amount, 0),
  coalesce(
    p.is_open AND coalesce(d.expected_close_date, d.close_date) >= :'start_date'
      AND coalesce(d.expected_close_date, d.close_date) < :'end_date',
    false),
  d.created_at >= :'starts' AND d.created_at < :'ends',
  m.is_won,
  m.closed_at - d.created_at
FROM deal AS d
LEFT JOIN mover AS m ON m.deal_id = d.id
LEFT JOIN stage AS p ON p.id = d.stage_id
WHERE d.tenant_id = $1
  AND (m.deal_id IS NOT NULL
       OR d.created_at >= :'starts' AND d.created_at < :'ends'
       OR coalesce(d.expected_close_date, d.close_date) >= :'start_date'
          AND coalesce(d.expected_close_date, d.close_date) < :'end_date');

-- Who owns or is assigned a deal, or has a target, and what people call them.
CREATE TEMPORARY TABLE principal (
  type text,
  id   uuid,
  name text
) ON COMMIT DELETE ROWS;

PREPARE principals (uuid) AS
INSERT INTO principal (
  type, id, name)
WITH pair AS (
  -- Most people are in one team, so there are hardly more pairs than people, and a row is looked up twice, not four times.
  SELECT
    coalesce(owned_by_user_id, assigned_user_id) AS user_id,
    coalesce(owned_by_group_id, assigned_group_id) AS group_id
  FROM deal
  WHERE tenant_id = $1
  GROUP BY GROUPING SETS ((owned_by_user_id, owned_by_group_id), (assigned_user_id, assigned_group_id))
),
found AS (
  SELECT 'USER' AS type, user_id AS id FROM pair WHERE user_id IS NOT NULL
  UNION
  SELECT 'GROUP', group_id FROM pair WHERE group_id IS NOT NULL
  UNION
  SELECT principal_type, principal_id
  FROM sales_target
  WHERE tenant_id = $1 AND principal_type IN ('USER', 'GROUP')
)
SELECT found.type, found.id, label.name
FROM found
LEFT JOIN (
  SELECT kind, id, left(min(name COLLATE "C"), 255) AS name
  FROM report_label
  WHERE tenant_id = $1 AND kind IN ('USER', 'GROUP') AND name <> ''
  GROUP BY kind, id
) AS label ON label.kind = found.type AND label.id = found.id;

-- The tenant's pipelines, and what people call all that have a name.
CREATE TEMPORARY TABLE pipeline (
  id        uuid,
  name      text,
  is_staged boolean
) ON COMMIT DELETE ROWS;

PREPARE pipelines (uuid) AS
INSERT INTO pipeline (
  id, name, is_staged)
SELECT id, label.name, staged.id IS NOT NULL
FROM (SELECT DISTINCT pipeline_id AS id FROM stage) AS staged
FULL JOIN (
  SELECT id, left(min(name COLLATE "C"), 255) AS name
  FROM report_label
  WHERE tenant_id = $1 AND kind = 'PIPELINE' AND name <> ''
  GROUP BY id
) AS label USING (id);
