-- Where the tenant's deals are, added up: what overview, stage funnel and weighted pipeline count. They ask the same of every
-- deal, so it is read once for all of them.
--
-- One row, whose columns are parameters of reports. `place_totals`: the deals by stage and by what decides whether a report
-- counts them; `:place_total` in definitions.sql names its columns. `place_warnings`: what is doubtful, by pipeline.
-- `deals_with_several_stages`: the deals created in the window that have several current rows in one pipeline.
-- With the variable `as_it_was`, as the history of stages says things stood at as_of.
-- Parameters: tenant_id, period_start, counted_until, as_of, as_of_date, horizon_end, next_horizon_end, currency.

\ir definitions.sql

WITH period AS (
  -- Parsed once: used directly below, the texts would be parsed again for every row.
  SELECT
    NULLIF(:'period_start', '')::timestamptz AS starts,
    NULLIF(:'counted_until', '')::timestamptz AS ends,
    extract(epoch FROM :'as_of'::timestamptz) AS as_of_seconds,
    NULLIF(:'as_of_date', '')::date AS today,
    NULLIF(:'horizon_end', '')::date AS horizon_end,
    NULLIF(:'next_horizon_end', '')::date AS next_horizon_end
),
-- Numbered in the order of their ids: a number is smaller, and faster to compare.
stage AS MATERIALIZED (
  SELECT p.id, p.pipeline_id, row_number() OVER (ORDER BY p.id)::integer AS number
  FROM pipeline_stage p
  WHERE p.tenant_id = :'tenant_id'::uuid
),
\if :{?as_it_was}
\ir ../CRM/standing.sql
placed AS (
  SELECT
    stage.number,
    NULL::uuid AS deal_pipeline_id,
    false AS is_of_deal,
    true AS is_of_pipeline,
    false AS is_updated,
    true AS is_inside,
    'UNKNOWN' AS close_bucket,
    count(*) AS deals,
    count(s.amount) AS priced_deals,
    sum(coalesce(s.amount, 0)) AS amount,
    count(*) FILTER (WHERE s.is_in_other_currency) AS other_currency_deals,
    -- Exact decimals, as below.
    sum((SELECT as_of_seconds FROM period) - extract(epoch FROM s.entered_at)) AS age_seconds,
    true AS is_finite,
    0 AS dirty_deals,
    0 AS repeated_stays
  FROM standing s
  JOIN stage ON stage.id = s.stage_id AND stage.pipeline_id = s.pipeline_id
  GROUP BY stage.number
)
\else
-- All current rows whose stage exists, whichever pipeline that is in.
stay AS MATERIALIZED (
  SELECT
    s.deal_id,
    uuid_hash(s.deal_id) AS hash,
    stage.number,
    coalesce(s.pipeline_id = stage.pipeline_id, false) AS is_in_own_pipeline,
    -- NULL where it is the stage's, as nearly always.
    CASE WHEN s.pipeline_id IS DISTINCT FROM stage.pipeline_id THEN s.pipeline_id END AS other_pipeline_id,
    s.entered_at,
    s.exited_at
  FROM deal_pipeline_stage_state s
  JOIN stage ON stage.id = s.pipeline_stage_id
  -- A row without a deal counts nowhere, and a NULL among the hashes below would make the search for others NULL.
  WHERE s.tenant_id = :'tenant_id'::uuid AND s.is_current AND s.deal_id IS NOT NULL
),
-- Most deals have one current row, and nothing has to be chosen. The others are found by sorting a number of four bytes for
-- each row, which is much cheaper than a table of all deals. Deals that have the same number by chance are harmless: they are
-- looked at for nothing.
repeated AS MATERIALIZED (
  SELECT hash
  FROM (SELECT hash FROM stay ORDER BY hash) AS sorted
  GROUP BY hash
  HAVING count(*) > 1
),
-- The rows of those deals, and which of them counts.
chosen AS MATERIALIZED (
  SELECT
    deal_id,
    number,
    entered_at,
    exited_at,
    created_at,
    is_of_deal,
    is_of_pipeline,
    is_repeated,
    -- One current row in each pipeline is correct; two in the same pipeline are dirty data.
    is_of_deal AND max(nth_in_pipeline) OVER (PARTITION BY deal_id) > 1 AS shows_dirty_deal
  FROM (
    SELECT
      s.deal_id,
      s.number,
      s.entered_at,
      s.exited_at,
      s.created_at,
      :choice_of_deal = 1 AS is_of_deal,
      s.pipeline_id IS NOT NULL AND :choice_of_stay = 1 AS is_of_pipeline,
      s.pipeline_id IS NOT NULL AND :choice_of_stay = 2 AS is_repeated,
      row_number() OVER (PARTITION BY s.deal_id, s.row_pipeline_id) AS nth_in_pipeline
    FROM (
      SELECT s.*, d.created_at, s.row_pipeline_id = d.pipeline_id AS is_in_deals_pipeline
      FROM (
        SELECT
          stay.deal_id, stay.number, stay.entered_at, stay.exited_at, stage.id AS pipeline_stage_id,
          CASE WHEN stay.is_in_own_pipeline THEN stage.pipeline_id END AS pipeline_id,
          CASE WHEN stay.is_in_own_pipeline THEN stage.pipeline_id ELSE stay.other_pipeline_id END AS row_pipeline_id
        FROM stay
        JOIN stage USING (number)
        WHERE stay.hash IN (SELECT hash FROM repeated)
      ) AS s
      JOIN deal d ON d.tenant_id = :'tenant_id'::uuid AND d.id = s.deal_id
    ) AS s
  ) AS numbered
),
placed AS (
  SELECT
    key >> 7 AS number,
    deal_pipeline_id,
    key & 64 > 0 AS is_of_deal,
    key & 32 > 0 AS is_of_pipeline,
    key & 16 > 0 AS is_updated,
    key & 8 > 0 AS is_inside,
    (:close_buckets)[key & 7] AS close_bucket,
    deals, priced_deals, amount, other_currency_deals, age_seconds, is_finite, dirty_deals, repeated_stays
  FROM (
    SELECT
      -- A stay in a single number instead of six columns, which would be six to compare.
      (s.number << 7)
        | (s.is_of_deal::integer << 6)
        | (s.is_of_pipeline::integer << 5)
        | (coalesce(:deal_is_in_window, false)::integer << 4)
        | (coalesce(:stay_is_in_window, false)::integer << 3)
        | :close_bucket AS key,
      d.pipeline_id AS deal_pipeline_id,
      count(*) AS deals,
      count(:deal_amount) AS priced_deals,
      sum(coalesce(:deal_amount, 0)) AS amount,
      count(*) FILTER (WHERE :is_in_other_currency) AS other_currency_deals,
      -- Subtracts seconds since 1970 as exact decimals, not the timestamps themselves: that overflows for the
      -- largest and is an error for infinite ones. With decimals the difference becomes infinite or NaN.
      sum(coalesce(extract(epoch FROM s.exited_at), (SELECT as_of_seconds FROM period)) - extract(epoch FROM s.entered_at))
        AS age_seconds,
      bool_and(isfinite(s.entered_at)) AS is_finite,
      count(*) FILTER (WHERE s.shows_dirty_deal) AS dirty_deals,
      count(*) FILTER (WHERE s.is_repeated) AS repeated_stays
    FROM (
      SELECT deal_id, number, entered_at, exited_at,
        true AS is_of_deal, is_in_own_pipeline AS is_of_pipeline, false AS is_repeated, false AS shows_dirty_deal
      FROM stay
      WHERE hash NOT IN (SELECT hash FROM repeated)
      UNION ALL
      SELECT deal_id, number, entered_at, exited_at, is_of_deal, is_of_pipeline, is_repeated, shows_dirty_deal
      FROM chosen
    ) AS s
    JOIN deal d ON d.tenant_id = :'tenant_id'::uuid AND d.id = s.deal_id
    GROUP BY key, d.pipeline_id
  ) AS keyed
)
\endif
SELECT
  (SELECT coalesce(
    jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'stage_id', stage.id, 'deal_pipeline_id', t.deal_pipeline_id, 'is_of_deal', t.is_of_deal,
      'is_of_pipeline', t.is_of_pipeline, 'is_updated', t.is_updated, 'is_inside', t.is_inside,
      'close_bucket', t.close_bucket, 'deals', t.deals, 'priced_deals', t.priced_deals, 'amount', t.amount,
      'other_currency_deals', t.other_currency_deals, 'age_seconds', t.age_seconds, 'is_finite', t.is_finite,
      'dirty_deals', t.dirty_deals, 'repeated_stays', t.repeated_stays))),
    '[]')
   FROM placed t
   JOIN stage USING (number)) AS place_totals,
\if :{?as_it_was}
  (SELECT coalesce(jsonb_object_agg(pipeline_id, warnings), '{}') FROM doubt) AS place_warnings,
  NULL::uuid[] AS deals_with_several_stages
\else
  '{}'::jsonb AS place_warnings,
  (SELECT coalesce(array_agg(c.deal_id), '{}')
   FROM chosen c
   WHERE c.shows_dirty_deal
     AND c.created_at >= (SELECT starts FROM period)
     AND c.created_at < (SELECT ends FROM period)) AS deals_with_several_stages
\endif

\gset
