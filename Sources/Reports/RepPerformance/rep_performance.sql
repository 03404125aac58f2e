-- Representative performance: what became of each principal's deals that were created in the period?
--
-- One run, with one row, for each principal.
-- Parameters: tenant_id, period_start, period_end, users, groups, unknown_users, unknown_groups.

\ir ../CRM/definitions.sql

WITH principal AS (
  SELECT 'USER' AS principal_type, id AS principal_id, id = ANY (:'unknown_users'::uuid[]) AS is_unknown
  FROM unnest(:'users'::uuid[]) AS id
  UNION ALL
  SELECT 'GROUP', id, id = ANY (:'unknown_groups'::uuid[])
  FROM unnest(:'groups'::uuid[]) AS id
),
-- The deals created in the window, once for each current row, or once for a deal without any.
current_row AS (
  SELECT
    d.id,
    d.owned_by_user_id,
    d.owned_by_group_id,
    :other_user AS assigned_user_id,
    :other_group AS assigned_group_id,
    :deal_amount AS amount,
    d.created_at,
    c.closed_at,
    CASE WHEN c.closed_at IS NOT NULL THEN :stage_state END AS outcome,
    s.pipeline_stage_id,
    -- A deal without a current row has one row here, with a pipeline of NULL.
    count(s.deal_id) OVER (PARTITION BY d.id, s.pipeline_id) AS rows_in_pipeline
  FROM deal d
  LEFT JOIN (
    deal_pipeline_stage_state s
    JOIN pipeline_stage p ON p.tenant_id = s.tenant_id AND p.id = s.pipeline_stage_id
  ) ON s.tenant_id = d.tenant_id AND s.deal_id = d.id AND s.is_current
  CROSS JOIN LATERAL (
    SELECT CASE
      WHEN :stage_state IN :closed_states
        AND s.entered_at >= :'period_start'::timestamptz
        AND s.entered_at < :'period_end'::timestamptz
      THEN s.entered_at
    END AS closed_at
  ) AS c
  WHERE d.tenant_id = :'tenant_id'::uuid
    AND d.created_at >= :'period_start'::timestamptz
    AND d.created_at < :'period_end'::timestamptz
),
candidate AS (
  SELECT
    *,
    -- The earliest close decides, in whichever pipeline; of several at that time, the one with the smallest
    -- stage id.
    row_number() OVER (PARTITION BY id ORDER BY closed_at NULLS LAST, pipeline_stage_id) AS choice,
    -- One current row in each pipeline is correct; two in the same pipeline are dirty data.
    max(rows_in_pipeline) OVER (PARTITION BY id) > 1 AS is_dirty
  FROM current_row
),
-- The parts of a run: the run itself, and the deals that the principal owns or is assigned.
part AS (
  SELECT
    principal_type, principal_id, true AS is_run,
    0 AS created_count, 0 AS won_count, 0 AS lost_count,
    0::numeric AS amount_won, NULL::numeric AS seconds_to_close, 0 AS dirty_deals,
    is_unknown
  FROM principal
  UNION ALL
  SELECT
    :principal_type,
    :principal_id,
    false,
    count(*),
    count(*) FILTER (WHERE outcome = :won_state),
    count(*) FILTER (WHERE outcome = :lost_state),
    sum(coalesce(amount, 0)) FILTER (WHERE outcome = :won_state),
    -- As exact decimals, because subtracting timestamps can overflow.
    sum(extract(epoch FROM closed_at) - extract(epoch FROM created_at)) FILTER (WHERE outcome IS NOT NULL),
    count(*) FILTER (WHERE is_dirty),
    NULL
  FROM candidate
  WHERE choice = 1
  GROUP BY :each_principal
),
measured AS (
  SELECT
    principal_type,
    principal_id,
    sum(created_count) AS created_count,
    sum(won_count) AS won_count,
    sum(lost_count) AS lost_count,
    sum(amount_won) AS amount_won,
    sum(seconds_to_close) AS seconds_to_close,
    sum(dirty_deals) AS dirty_deals,
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
  won_count::bigint AS deals_closed_won_count,
  lost_count::bigint AS deals_closed_lost_count,
  amount_won AS total_amount_won,
  -- Each exact sum is divided once. With forty decimals, rounding to the column's two or four cannot differ
  -- from rounding the exact quotient: a quotient that is not a tie is further from every tie than 1 / (2 *
  -- 10000 * 86400000000 * count).
  round(amount_won, 40) / NULLIF(won_count, 0) AS avg_deal_size_won,
  round(seconds_to_close, 40) / (86400 * NULLIF(won_count + lost_count, 0)) AS avg_time_to_close_days,
  round(won_count, 40) / NULLIF(won_count + lost_count, 0) AS win_rate,
  true AS is_fact,
  NULLIF(jsonb_strip_nulls(jsonb_build_object(
    'deals_with_several_current_stages', NULLIF(dirty_deals, 0),
    'principals_unknown', CASE WHEN is_unknown THEN 1 END
  )), '{}') AS warnings
FROM measured
