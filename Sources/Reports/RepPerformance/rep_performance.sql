-- Representative performance: what became of each principal's deals that were created in the period, and what did the
-- principal close in it, whenever it was created?
--
-- One run, with one row, for each principal. With `total`, the tenant itself is one more principal. With the variable
-- `deals`, the deals behind the rows instead.
-- Parameters: tenant_id, period_start, period_end, counted_until, users, groups, unknown_users, unknown_groups, total, currency,
-- deals_with_several_stages.

\ir ../CRM/definitions.sql

WITH principal AS (
  SELECT 'USER' AS principal_type, id AS principal_id, id = ANY (:'unknown_users'::uuid[]) AS is_unknown
  FROM unnest(:'users'::uuid[]) AS id
  UNION ALL
  SELECT 'GROUP', id, id = ANY (:'unknown_groups'::uuid[])
  FROM unnest(:'groups'::uuid[]) AS id
  UNION ALL
  SELECT 'TENANT', :'tenant_id'::uuid, false
  WHERE :'total'::boolean
),
-- How each deal was closed in the window: by the earliest close, in whichever pipeline; of several at that time, by the one
-- with the smallest stage id. Coverage has the same; ReconciliationTests compare them.
close AS (
  SELECT DISTINCT ON (s.deal_id) s.tenant_id, s.deal_id, s.entered_at AS closed_at, :stage_state AS outcome
  FROM deal_pipeline_stage_state s
  JOIN pipeline_stage p ON p.tenant_id = s.tenant_id AND p.id = s.pipeline_stage_id
  WHERE s.tenant_id = :'tenant_id'::uuid
    AND s.is_current
    AND :stage_state IN :closed_states
    AND s.entered_at >= :'period_start'::timestamptz
    AND s.entered_at < :'counted_until'::timestamptz
  ORDER BY s.deal_id, s.entered_at, s.pipeline_stage_id
),
-- The deals that were created or closed in the window. They are few of all, and found before anything is joined to them.
candidate AS MATERIALIZED (
  SELECT
    d.tenant_id,
    d.id,
    d.owned_by_user_id,
    d.owned_by_group_id,
    :other_user AS assigned_user_id,
    :other_group AS assigned_group_id,
    coalesce(:deal_amount, 0) AS amount,
    :is_in_other_currency AS is_in_other_currency,
    coalesce(
      d.created_at >= :'period_start'::timestamptz AND d.created_at < :'counted_until'::timestamptz, false
    ) AS is_created,
    c.outcome,
    c.closed_at,
    d.created_at,
    -- As exact decimals, because subtracting timestamps can overflow.
    extract(epoch FROM c.closed_at) - extract(epoch FROM d.created_at) AS seconds_to_close
  FROM deal d
  LEFT JOIN close c ON c.tenant_id = d.tenant_id AND c.deal_id = d.id
  WHERE d.tenant_id = :'tenant_id'::uuid
    AND (c.deal_id IS NOT NULL
         OR d.created_at >= :'period_start'::timestamptz AND d.created_at < :'counted_until'::timestamptz)
),
-- Each of them once for each of its principals.
held AS (
  SELECT o.principal_type, o.principal_id, d.*
  FROM candidate d
  CROSS JOIN LATERAL (
    SELECT * FROM :principals_of_deal AS of_deal (principal_type, principal_id)
    UNION ALL
    SELECT 'TENANT', d.tenant_id
    WHERE :'total'::boolean
  ) AS o
)
\if :{?deals}
SELECT
  principal_type,
  principal_id,
  d.id AS deal_id,
  CASE WHEN d.is_created THEN 1::bigint END AS deals_created_count,
  CASE WHEN d.is_created AND d.outcome = :won_state THEN 1::bigint END AS deals_closed_won_count,
  CASE WHEN d.is_created AND d.outcome = :lost_state THEN 1::bigint END AS deals_closed_lost_count,
  CASE WHEN d.is_created AND d.outcome = :won_state THEN d.amount END AS total_amount_won,
  CASE WHEN d.outcome = :won_state THEN 1::bigint END AS closed_won_count,
  CASE WHEN d.outcome = :lost_state THEN 1::bigint END AS closed_lost_count,
  CASE WHEN d.outcome = :won_state THEN d.amount END AS closed_won_amount,
  d.closed_at,
  round(d.seconds_to_close / 86400, 4) AS days_to_close,
  d.is_in_other_currency AND d.outcome IS NOT DISTINCT FROM :won_state AS is_in_other_currency
FROM held d
JOIN principal USING (principal_type, principal_id)
\else
,
-- One current row in each pipeline is correct; two in the same pipeline are dirty data. Another report may have found them.
dirty AS (
  SELECT id
  FROM unnest(:'deals_with_several_stages'::uuid[]) AS id
  UNION ALL
  SELECT DISTINCT s.deal_id
  FROM deal d
  JOIN deal_pipeline_stage_state s ON s.tenant_id = d.tenant_id AND s.deal_id = d.id AND s.is_current
  JOIN pipeline_stage p ON p.tenant_id = s.tenant_id AND p.id = s.pipeline_stage_id
  WHERE d.tenant_id = :'tenant_id'::uuid
    AND d.created_at >= :'period_start'::timestamptz
    AND d.created_at < :'counted_until'::timestamptz
    AND :'deals_with_several_stages'::uuid[] IS NULL
  GROUP BY s.deal_id, s.pipeline_id
  HAVING count(*) > 1
),
-- The parts of a run: the run itself, and the deals that the principal owns or is assigned.
part AS (
  SELECT
    principal_type, principal_id, true AS is_run,
    0 AS created_count, 0 AS created_won_count, 0 AS created_lost_count, 0::numeric AS created_amount_won,
    NULL::numeric AS created_seconds_to_close, 0 AS dirty_deals,
    0 AS won_count, 0 AS lost_count, 0::numeric AS amount_won, 0 AS other_currency_deals,
    is_unknown
  FROM principal
  UNION ALL
  SELECT
    :principal_or_tenant_type,
    :principal_or_tenant_id,
    false,
    count(*) FILTER (WHERE is_created),
    count(*) FILTER (WHERE is_created AND outcome = :won_state),
    count(*) FILTER (WHERE is_created AND outcome = :lost_state),
    sum(amount) FILTER (WHERE is_created AND outcome = :won_state),
    sum(seconds_to_close) FILTER (WHERE is_created AND outcome IS NOT NULL),
    count(dirty.id),
    count(*) FILTER (WHERE outcome = :won_state),
    count(*) FILTER (WHERE outcome = :lost_state),
    sum(amount) FILTER (WHERE outcome = :won_state),
    count(*) FILTER (WHERE outcome = :won_state AND is_in_other_currency),
    NULL
  FROM candidate
  LEFT JOIN dirty USING (id)
  GROUP BY :each_principal_and_tenant
),
-- The median cannot be put together from parts.
median AS (
  SELECT
    principal_type,
    principal_id,
    CASE
      WHEN has_infinite THEN 'NaN'
      -- The middle value, counted from both ends. Their sum is twice the median, also of an even number.
      ELSE seconds[(cardinality(seconds) + 1) / 2] + seconds[cardinality(seconds) / 2 + 1]
    END AS twice_seconds_to_close
  FROM (
    SELECT
      d.principal_type,
      d.principal_id,
      bool_or(NOT isfinite(d.created_at)) AS has_infinite,
      -- Sorted once; percentile_disc() would sort for each end.
      array_agg(d.seconds_to_close ORDER BY d.seconds_to_close) AS seconds
    FROM held d
    WHERE d.outcome IS NOT NULL AND d.principal_id IS NOT NULL
    GROUP BY d.principal_type, d.principal_id
  ) AS sorted
),
measured AS (
  SELECT
    principal_type,
    principal_id,
    sum(created_count) AS created_count,
    sum(created_won_count) AS created_won_count,
    sum(created_lost_count) AS created_lost_count,
    sum(created_amount_won) AS created_amount_won,
    sum(created_seconds_to_close) AS created_seconds_to_close,
    sum(dirty_deals) AS dirty_deals,
    sum(won_count) AS won_count,
    sum(lost_count) AS lost_count,
    sum(amount_won) AS amount_won,
    sum(other_currency_deals) AS other_currency_deals,
    bool_or(is_unknown) AS is_unknown
  FROM part
  GROUP BY principal_type, principal_id
  -- Drops deals without a principal, and those of principals that were not requested.
  HAVING bool_or(is_run)
)
SELECT
  :'tenant_id'::uuid AS tenant_id,
  principal_type,
  principal_id,
  :'period_start'::timestamptz AS period_start,
  :'period_end'::timestamptz AS period_end,
  created_count::bigint AS deals_created_count,
  created_won_count::bigint AS deals_closed_won_count,
  created_lost_count::bigint AS deals_closed_lost_count,
  created_amount_won AS total_amount_won,
  -- Each exact sum is divided once. With forty decimals, rounding to the column's two or four cannot differ
  -- from rounding the exact quotient: a quotient that is not a tie is further from every tie than 1 / (2 *
  -- 10000 * 86400000000 * count).
  round(created_amount_won, 40) / NULLIF(created_won_count, 0) AS avg_deal_size_won,
  round(created_seconds_to_close, 40) / (86400 * NULLIF(created_won_count + created_lost_count, 0))
    AS avg_time_to_close_days,
  round(created_won_count, 40) / NULLIF(created_won_count + created_lost_count, 0) AS win_rate,
  won_count::bigint AS closed_won_count,
  lost_count::bigint AS closed_lost_count,
  amount_won AS closed_won_amount,
  round(won_count, 40) / NULLIF(won_count + lost_count, 0) AS closed_win_rate,
  round(twice_seconds_to_close, 40) / (2 * 86400) AS median_time_to_close_days,
  true AS is_fact,
  NULLIF(jsonb_strip_nulls(jsonb_build_object(
    'deals_with_several_current_stages', NULLIF(dirty_deals, 0),
    'principals_unknown', CASE WHEN is_unknown THEN 1 END,
    'deals_in_other_currency', NULLIF(other_currency_deals, 0)
  )), '{}') AS warnings
FROM measured
LEFT JOIN median USING (principal_type, principal_id)
\endif
