-- Generates the sample CRM of one tenant, in the server.
--
-- Parameters: tenant_id, deals, principals (users and groups together), seed, timezone, as_of (the deals are
-- created in the fourteen months before this instant), fiscal_year_start.
--
-- The data depends only on the parameters: there is no clock, no random(), and no floating point, whose last
-- digits differ between machines. An id depends only on the kind of row and its number. So two tenants have
-- the same ids for different deals, and a join that forgets the tenant is noticed at once. Random choices are
-- taken from hashes of (seed, tenant, number), a few bits for each choice.
--
-- The lines `-- statement` separate the statements, which are sent one by one.

INSERT INTO pipeline_stage (tenant_id, id, pipeline_id, name, stage_state, position, probability)
SELECT
  :'tenant_id'::uuid,
  md5('stage ' || pipeline || '.' || position)::uuid,
  md5('pipeline ' || pipeline)::uuid,
  name, stage_state, position, probability
FROM (
  VALUES
    -- New Business
    (1, 1, 'Qualification', 'OPEN', 10),
    (1, 2, 'Discovery, first call', 'IN_PROGRESS', 20),
    (1, 3, 'Demo "live"', 'IN_PROGRESS', 40),
    (1, 4, 'Proposal / 提案', 'IN_PROGRESS', 60),
    (1, 5, 'Negotiation', 'IN_PROGRESS', 80),
    (1, 6, 'Won 🎉', 'DONE_SUCCESS', 100),
    (1, 7, 'Lost', 'DONE_FAILED', 0),
    -- Expansion
    (2, 1, '+1 team interested', 'OPEN', 20),
    (2, 2, 'Scoped', 'IN_PROGRESS', 40),
    (2, 3, E'Pricing,\nlegal review', 'IN_PROGRESS', 60),
    (2, 4, 'Verbal "yes"', 'IN_PROGRESS', 85),
    (2, 5, 'Won', 'DONE_SUCCESS', 100),
    (2, 6, 'Lost', 'DONE_FAILED', 0),
    -- Renewals
    (3, 1, 'Due in 90 days', 'OPEN', 60),
    (3, 2, 'In talks – Größe prüfen', 'IN_PROGRESS', 75),
    (3, 3, 'Договор отправлен', 'IN_PROGRESS', 90),
    (3, 4, 'Renewed ✅', 'DONE_SUCCESS', 100),
    (3, 5, 'Churned', 'DONE_FAILED', 0)
) AS stage (pipeline, position, name, stage_state, probability);

-- statement
WITH company AS (
  SELECT
    :'tenant_id'::uuid AS tenant_id,
    hashtextextended(:'seed'::text || ' ' || :'tenant_id'::uuid, 0) AS salt,
    :'as_of'::timestamptz AS as_of,
    :'timezone'::text AS timezone,
    -- Regional teams of about eleven people. The last user was hired yesterday and has a target but no deals.
    greatest(1, :'principals'::integer - team_count - 1) AS user_count,
    team_count
  FROM greatest(1, :'principals'::integer / 12) AS team_count
),
-- The days of fourteen months, each repeated by how busy it is: few deals are entered at weekends, many
-- towards the end of a quarter, and the company grows.
calendar AS (
  SELECT array_agg(day::date ORDER BY day, copy) AS days
  FROM company
  CROSS JOIN LATERAL (SELECT (as_of AT TIME ZONE timezone)::date AS today) AS t
  CROSS JOIN LATERAL generate_series(today - interval '14 months', today - 1, interval '1 day') AS day
  CROSS JOIN LATERAL (
    SELECT CASE WHEN extract(isodow FROM day) > 5 THEN 2 ELSE 18 END
      * CASE extract(month FROM day)::integer % 3 WHEN 0 THEN 12 WHEN 1 THEN 9 ELSE 10 END
      * CASE WHEN extract(month FROM day) IN (8, 12) THEN 8 ELSE 10 END
      * (100 + (day::date - today + 426) / 12) / 10000 AS busyness
  ) AS b
  CROSS JOIN LATERAL generate_series(1, busyness) AS copy
),
-- Typical pipelines: median price, days from first contact to signature, chance of winning in percent, number
-- of open stages.
pipeline AS (
  SELECT
    p.*,
    md5('pipeline ' || number)::uuid AS id,
    ARRAY(
      SELECT md5('stage ' || number || '.' || position)::uuid
      FROM generate_series(1, open_stages + 2) AS position
    ) AS stage_ids
  FROM (VALUES (1, 14000, 46, 19, 5), (2, 9000, 32, 25, 4), (3, 12000, 40, 58, 3))
    AS p (number, price, cycle_days, win_chance, open_stages)
),
drawn AS (
  SELECT
    i AS number,
    company.*,
    1 + (user_count * (owner_bits << 20) + 3 * user_count * owner_bits * owner_bits >> 42) AS owner,
    1 + (user_count * (helper_bits << 20) + 3 * user_count * helper_bits * helper_bits >> 42) AS helper,
    CASE WHEN b & 1023 < 570 THEN 1 WHEN b & 1023 < 850 THEN 2 ELSE 3 END AS pipeline_number,
    b >> 10 & 1023 AS shared_draw,
    b >> 20 & 1023 AS gap_draw,
    b >> 30 & 1023 AS dirt_draw,
    b >> 40 & 1023 AS price_style,
    b >> 50 & 1023 AS win_draw,
    c & 65535 AS price_draw,
    c >> 16 & 1023 AS cycle_draw_1,
    c >> 26 & 1023 AS cycle_draw_2,
    c >> 36 & 1023 AS stall_draw,
    c >> 46 & 1023 AS plan_draw,
    d & 1048575 AS day_draw,
    d >> 20 & 65535 AS time_draw,
    d >> 36 & 1023 AS depth_draw,
    d >> 46 & 1023 AS touch_draw
  FROM company
  CROSS JOIN generate_series(1, :'deals'::bigint) AS i
  CROSS JOIN LATERAL (
    SELECT
      hashint8extended(i, salt) AS a,
      hashint8extended(i, salt # 1) AS b,
      hashint8extended(i, salt # 2) AS c,
      hashint8extended(i, salt # 3) AS d
  ) AS h
  -- A long tail: the busiest user has about seven times as many deals as the least busy one.
  CROSS JOIN LATERAL (SELECT a & 1048575 AS owner_bits, a >> 20 & 1048575 AS helper_bits) AS o
),
-- MATERIALIZED, because the following steps use its columns many times, and PostgreSQL would otherwise repeat
-- the expressions for each use.
aged AS MATERIALIZED (
  SELECT
    drawn.*,
    p.win_chance, p.open_stages,
    -- One deal in twelve is never closed, one in five takes twice as long as usual, and one in six is closed
    -- within days.
    stall_draw < 85 AS is_stuck,
    cycle_seconds * CASE WHEN stall_draw < 290 THEN 10 WHEN stall_draw < 850 THEN 5 ELSE 1 END / 5 AS lasting,
    cycle_seconds * (60 + plan_draw * 45 / 1024) / 100 AS planned,
    created_at,
    extract(epoch FROM as_of - created_at)::bigint AS age
  FROM drawn
  JOIN pipeline p ON p.number = pipeline_number
  CROSS JOIN LATERAL (
    SELECT
      p.cycle_days * 864 * (45 + (cycle_draw_1 + cycle_draw_2) * 110 / 2048) AS cycle_seconds,
      ((SELECT days FROM calendar)[1 + day_draw % (SELECT cardinality(days) FROM calendar)]
        + interval '8 hours' + time_draw * 36000 / 65536 * interval '1 second') AT TIME ZONE timezone
        AS created_at
  ) AS t
),
staged AS (
  SELECT
    aged.*,
    CASE WHEN is_closed THEN created_at + lasting * interval '1 second' END AS closed_at,
    is_closed,
    is_won,
    -- The number of open stages that the deal went through, and the position of its current stage.
    passed,
    CASE WHEN NOT is_closed THEN passed WHEN is_won THEN open_stages + 1 ELSE open_stages + 2 END
      AS position,
    -- Time spent in each open stage.
    CASE
      WHEN is_closed THEN lasting / passed
      WHEN is_stuck THEN least(age, lasting) / open_stages
      ELSE lasting / open_stages
    END AS stage_seconds
  FROM aged
  CROSS JOIN LATERAL (
    SELECT
      NOT is_stuck AND lasting <= age AS is_closed,
      -- Some people sell better than others.
      win_draw * (80 + (hashint8extended(owner, salt) & 63) * 2 / 3) < win_chance * 1024 AS is_won
  ) AS o
  CROSS JOIN LATERAL (
    SELECT CASE
      WHEN is_closed AND is_won THEN open_stages
      WHEN is_closed OR is_stuck THEN 1 + depth_draw * open_stages / 1024
      ELSE least(open_stages, 1 + age * open_stages / lasting)
    END AS passed
  ) AS s
),
model AS (
  SELECT
    tenant_id, number, as_of, timezone, team_count, owner, helper, pipeline_number, price_draw, price_style,
    shared_draw, gap_draw, touch_draw, is_stuck, is_closed, created_at, closed_at, age, planned, passed,
    stage_seconds,
    md5('deal ' || number)::uuid AS deal_id,
    -- Two deals in a thousand are in a stage that was deleted.
    CASE WHEN dirt_draw NOT IN (1, 2) THEN position END AS position,
    passed + is_closed::integer AS last_step,
    -- For three deals in a thousand, the CRM wrongly keeps the previous stage as current too. Another fifteen
    -- are correctly in a second pipeline as well.
    dirt_draw BETWEEN 3 AND 5 AS is_dirty,
    dirt_draw BETWEEN 6 AND 20 AS is_in_second_pipeline
  FROM staged
),
inserted AS (
  INSERT INTO deal (
    tenant_id, id, name, status, pipeline_id, stage_id, amount, currency, source, created_at, updated_at,
    expected_close_date, close_date, owned_by_user_id, assigned_user_id, owned_by_group_id,
    assigned_group_id)
  SELECT
    tenant_id,
    deal_id,
    (ARRAY['Northwind', 'Alpenblick', 'Kestrel & Sons', 'Maison Duval', 'Tanaka 工業', 'Blue Harbor',
           'Ortiz', 'Greenfield', 'Lumen "Lab"', 'Nordlicht', 'Żubr', 'Santa Fe Foods', 'Quarry',
           'Halcyon', 'Ivory Coast', 'Meridian'])[1 + model.number % 16] || ' ' || model.number,
    CASE
      WHEN is_closed AND age > 250 * 86400 THEN 'archived'
      WHEN is_closed THEN 'closed'
      WHEN is_stuck THEN 'on hold'
      ELSE 'active'
    END,
    CASE WHEN gap_draw >= 15 THEN p.id END,
    CASE WHEN gap_draw >= 25 THEN coalesce(p.stage_ids[position], md5('deleted stage')::uuid) END,
    CASE WHEN gap_draw NOT BETWEEN 40 AND 70 THEN cents * 0.01 END,
    'EUR',
    (ARRAY['inbound', 'outbound', 'partner', 'event', 'referral'])[1 + touch_draw % 5],
    created_at,
    least(as_of, CASE
      WHEN is_closed THEN closed_at + touch_draw * 700 * interval '1 second'
      -- An open deal was edited in the last six weeks, or when it entered its stage.
      ELSE greatest(created_at + stage_seconds * (passed - 1) * interval '1 second',
                    as_of - touch_draw * CASE WHEN is_stuck THEN 14000 ELSE 3600 END * interval '1 second')
    END),
    CASE WHEN gap_draw NOT BETWEEN 60 AND 110
      THEN ((created_at + planned * interval '1 second') AT TIME ZONE timezone)::date END,
    CASE WHEN gap_draw NOT BETWEEN 100 AND 120 THEN (closed_at AT TIME ZONE timezone)::date END,
    CASE WHEN shared_draw >= 20 THEN md5('user ' || owner)::uuid END,
    CASE WHEN shared_draw < 40 THEN NULL
      WHEN shared_draw < 800 THEN md5('user ' || owner)::uuid
      ELSE md5('user ' || helper)::uuid END,
    CASE WHEN gap_draw NOT BETWEEN 130 AND 150 THEN md5('group ' || 1 + owner % team_count)::uuid END,
    CASE WHEN shared_draw BETWEEN 40 AND 799 THEN md5('group ' || 1 + owner % team_count)::uuid
      WHEN shared_draw >= 800 THEN md5('group ' || 1 + helper % team_count)::uuid END
  FROM model
  JOIN pipeline p ON p.number = pipeline_number
  CROSS JOIN LATERAL (
    -- The price distribution: percent of the median at every twentieth of all deals, with linear
    -- interpolation between them.
    SELECT
      ARRAY[12, 23, 32, 39, 47, 54, 62, 71, 80, 89, 100, 112, 126, 141, 160, 184, 213, 254, 317, 439, 1100]
        AS percents,
      price_draw * 20 AS rank
  ) AS q
  CROSS JOIN LATERAL (
    SELECT p.price * (percents[1 + (rank >> 16)] * 65536
      + (percents[2 + (rank >> 16)] - percents[1 + (rank >> 16)]) * (rank & 65535)) / 65536 AS raw_cents
  ) AS r
  CROSS JOIN LATERAL (
    -- Many prices are round, many end in 90, and some are calculated.
    SELECT CASE
      WHEN price_style < 460 THEN greatest(1, (raw_cents + 25000) / 50000) * 50000
      WHEN price_style < 760 THEN raw_cents / 10000 * 10000 + 9000
      WHEN price_style < 900 THEN raw_cents / 100 * 100
      ELSE raw_cents
    END AS cents
  ) AS c
)
INSERT INTO deal_pipeline_stage_state (
  tenant_id, id, deal_id, pipeline_id, pipeline_stage_id, entered_at, exited_at, is_current)
SELECT
  tenant_id,
  ('57a7e000-0000-4000-8000-' || lpad(to_hex(model.number * 8 + step), 12, '0'))::uuid,
  deal_id,
  p.id,
  CASE WHEN step < last_step THEN p.stage_ids[step]
    ELSE coalesce(p.stage_ids[position], md5('deleted stage')::uuid) END,
  CASE WHEN is_closed AND step = last_step THEN closed_at
    ELSE created_at + stage_seconds * (step - 1) * interval '1 second' END,
  CASE
    WHEN step = last_step THEN NULL
    WHEN is_closed AND step = passed THEN closed_at
    ELSE created_at + stage_seconds * step * interval '1 second'
  END,
  step = last_step OR is_dirty AND step = last_step - 1
FROM model
JOIN pipeline p ON p.number = pipeline_number
JOIN generate_series(1, 7) AS step ON step <= last_step
-- Half of the deals without a pipeline never entered a stage.
WHERE gap_draw >= 8
UNION ALL
SELECT
  tenant_id,
  ('57a7e000-0000-4000-8000-' || lpad(to_hex(model.number * 8), 12, '0'))::uuid,
  deal_id,
  p.id,
  p.stage_ids[1],
  created_at + age / 2 * interval '1 second',
  NULL,
  true
FROM model
JOIN pipeline p ON p.number = 1 + pipeline_number % 3
WHERE is_in_second_pipeline;

-- statement
-- Targets depend on the amounts of the principal's deals in fourteen months, so that an average seller can
-- reach the quota. There are targets for months and fiscal quarters, from the first deal's to the next ones.
WITH period AS (
  SELECT first_day::date, (first_day + span)::date AS day_after, months
  FROM (
    SELECT date_trunc('month', :'as_of'::timestamptz AT TIME ZONE :'timezone'::text) AS this_month
  ) AS m
  CROSS JOIN (VALUES (interval '1 month', 1), (interval '3 months', 3)) AS s (span, months)
  CROSS JOIN LATERAL generate_series(
    this_month - interval '15 months', this_month + interval '5 months', interval '1 month') AS first_day
  WHERE (extract(month FROM first_day)::integer - :'fiscal_year_start'::integer + 12) % months = 0
),
worth AS (
  SELECT
    tenant_id,
    'USER' AS principal_type,
    owned_by_user_id AS principal_id,
    sum(amount) / 14 AS monthly,
    false AS is_new
  FROM deal
  WHERE tenant_id = :'tenant_id'::uuid
  GROUP BY tenant_id, owned_by_user_id
  UNION ALL
  SELECT tenant_id, 'GROUP', owned_by_group_id, sum(amount) / 14, false
  FROM deal
  WHERE tenant_id = :'tenant_id'::uuid
  GROUP BY tenant_id, owned_by_group_id
  UNION ALL
  -- The user who was hired yesterday.
  SELECT
    :'tenant_id'::uuid, 'USER',
    md5('user ' || greatest(2, :'principals'::integer - greatest(1, :'principals'::integer / 12)))::uuid,
    60000,
    true
),
quota AS (
  SELECT
    worth.*,
    draw,
    -- Most principals have one target for all pipelines. Some have one for each of two pipelines, some have
    -- both kinds, and some have none.
    CASE
      WHEN draw < 640 OR is_new THEN 'overall'
      WHEN draw < 860 THEN 'each'
      WHEN draw < 930 THEN 'both'
    END AS kind
  FROM worth
  CROSS JOIN LATERAL (
    SELECT hashtextextended(:'seed'::text || ' ' || tenant_id || principal_id, 0) & 1023 AS draw
  ) AS d
  WHERE principal_id IS NOT NULL AND monthly > 0
)
INSERT INTO sales_target (
  tenant_id, id, principal_type, principal_id, pipeline_id, period_start, period_end, target_amount)
SELECT
  tenant_id,
  md5('target ' || principal_type || principal_id || to_char(first_day, 'YYYYMMDD') || months || part)::uuid,
  principal_type,
  principal_id,
  CASE WHEN part > 0 THEN md5('pipeline ' || part)::uuid END,
  first_day,
  day_after,
  CASE
    -- A few users are on leave for a month and have a target of 0.
    WHEN principal_type = 'USER' AND months = 1
      AND (draw + extract(month FROM first_day)::integer) % 31 = 0 THEN 0
    ELSE ceil(monthly * months * share * (18 + draw % 10) / 100 / 1000) * 1000
  END
FROM quota
CROSS JOIN period
JOIN (
  VALUES ('overall', 0, 1.0), ('each', 1, 0.6), ('each', 2, 0.4), ('both', 0, 0.7), ('both', 1, 0.3)
) AS split (kind, part, share) USING (kind);

-- statement
INSERT INTO pipelines (tenant_id, id, name)
SELECT :'tenant_id'::uuid, md5('pipeline ' || number)::uuid, name
FROM (VALUES (1, 'New Business'), (2, 'Expansion'), (3, 'Renewals – Verlängerung')) AS pipeline (number, name);

-- statement
INSERT INTO teams (tenant_id, id, name)
SELECT
  :'tenant_id'::uuid,
  md5('group ' || number)::uuid,
  -- One team in nine was never given a name.
  CASE WHEN number % 9 <> 5 THEN
    (ARRAY['North', 'Sales "West", inbound', 'DACH', '関東', 'Iberia', 'UK & Ireland', 'Québec', 'Nordics', 'Pacific',
           'Benelux', 'Brasil', 'Midwest'])[1 + (number - 1) % 12]
    || CASE WHEN number > 12 THEN ' ' || 1 + (number - 1) / 12 ELSE '' END
  END
FROM generate_series(1, greatest(1, :'principals'::integer / 12)) AS number;

-- statement
-- People in two tenants are different people, though they have the same ids. One in seventeen has no name.
INSERT INTO users (tenant_id, id, first_name, last_name)
SELECT
  :'tenant_id'::uuid,
  md5('user ' || number)::uuid,
  CASE
    WHEN number = 2 THEN 'Roberta "Bobbie"'
    WHEN number % 17 <> 5 THEN
      (ARRAY['Amara', 'Søren', 'Lucía', 'Tomasz', 'Ingrid', 'Farid', 'Chloé', 'Mateo', 'Yuki', 'Željko', 'Priya', 'Noah',
             'Oksana', 'Bjarne', 'Leïla', 'Jürgen', 'Thandiwe', 'Giulia', 'Ruairí', '美咲', 'Kwame', 'Ana', 'Dmitri', 'Zoë',
             'Emre', 'Marit', 'Hông', 'Elif', 'Paulo', 'Ngozi', 'Aleksandra', 'Ivo', 'Saoirse', 'Rohan', 'Maija', 'Luís'])
      [1 + (number + shift) % 36]
  END,
  CASE
    WHEN number = 2 THEN 'Fielding, Jr.'
    WHEN number % 17 NOT IN (5, 11) THEN
      (ARRAY['Okafor', 'Lindqvist', 'Ferrer', 'Wiśniewski', 'Haugen', 'Rahimi', 'Marchand', 'Quiroga', 'Tanabe', 'Horvat',
             'Nair', 'Whitlock', 'Bondarenko', 'Vestergaard', 'Haddad', 'Brückner', 'Mokoena', 'Ricci', 'Gallagher', '中村',
             'Mensah', 'Moldovan', 'Sokolov', 'van der Meer', 'Yıldız', 'Solberg', 'Trần', 'Kaya', 'Azevedo', 'Eze',
             'Petrova', 'Novák', 'O''Doherty', 'Kulkarni', 'Virtanen', 'Teixeira', 'Castellanos', 'Dubois', 'Eriksen',
             'Fontaine', 'Greco', 'Holloway', 'Iversen'])
      [1 + (number + shift) % 43]
  END
-- The last one is the user who was hired yesterday.
FROM generate_series(1, greatest(2, :'principals'::integer - greatest(1, :'principals'::integer / 12))) AS number
CROSS JOIN (SELECT (hashtextextended(:'tenant_id'::uuid::text, 0) & 1023)::integer AS shift) AS s
