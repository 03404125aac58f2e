-- Representative performance: what became of the deals that each principal got in the period?
--
-- One run, with one row, for each principal.
-- Parameters: tenant_id, period_start, period_end, principal_selection (all | users | groups | listed),
-- listed_principals.

WITH principal AS (
  SELECT principal_type, principal_id
  FROM (
    -- Whoever owns or is assigned any deal, however old: the four columns in one pass.
    SELECT
      CASE WHEN grouping(owned_by_user_id) = 0 OR grouping(assigned_user_id) = 0 THEN 'USER' ELSE 'GROUP' END
        AS principal_type,
      coalesce(owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id) AS principal_id
    FROM deal
    WHERE tenant_id = :'tenant_id'::uuid AND :'principal_selection'::text <> 'listed'
    GROUP BY GROUPING SETS (
      (owned_by_user_id), (assigned_user_id), (owned_by_group_id), (assigned_group_id))
    UNION
    -- Whoever has a target, for whichever period.
    SELECT principal_type, principal_id
    FROM sales_target
    WHERE tenant_id = :'tenant_id'::uuid AND :'principal_selection'::text <> 'listed'
    UNION
    -- A listed principal is reported also where nothing is known of it.
    SELECT type, id
    FROM jsonb_to_recordset(:'listed_principals'::jsonb) AS listed (type text, id uuid)
    WHERE :'principal_selection'::text = 'listed'
  ) AS found
  WHERE principal_id IS NOT NULL
    AND principal_type = ANY (
      CASE :'principal_selection'::text
        WHEN 'users' THEN '{USER}'::text[] WHEN 'groups' THEN '{GROUP}'::text[] ELSE '{USER,GROUP}'::text[]
      END)
),
-- The deals created in the window, each once for every current row that it has, or once without any.
current_row AS (
  SELECT
    d.id,
    d.owned_by_user_id,
    d.owned_by_group_id,
    -- A deal counts once for a principal that is both owner and assignee.
    NULLIF(d.assigned_user_id, d.owned_by_user_id) AS other_user_id,
    NULLIF(d.assigned_group_id, d.owned_by_group_id) AS other_group_id,
    d.amount,
    d.created_at,
    c.closed_at,
    CASE WHEN c.closed_at IS NOT NULL THEN p.stage_state END AS outcome,
    s.pipeline_stage_id,
    -- A deal without a current row has one row here, which is in no pipeline.
    count(s.deal_id) OVER (PARTITION BY d.id, s.pipeline_id) AS rows_in_pipeline
  FROM deal d
  LEFT JOIN (
    deal_pipeline_stage_state s
    JOIN pipeline_stage p ON p.tenant_id = s.tenant_id AND p.id = s.pipeline_stage_id
  ) ON s.tenant_id = d.tenant_id AND s.deal_id = d.id AND s.is_current
  CROSS JOIN LATERAL (
    SELECT CASE
      WHEN p.stage_state IN ('DONE_SUCCESS', 'DONE_FAILED')
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
    -- The earliest close decides, in whichever pipeline, and of several such the smallest stage id.
    row_number() OVER (PARTITION BY id ORDER BY closed_at NULLS LAST, pipeline_stage_id) AS choice,
    -- One current row in each pipeline is as it should be; two in the same one are not.
    max(rows_in_pipeline) OVER (PARTITION BY id) > 1 AS is_dirty
  FROM current_row
),
-- What a run is made of: itself, and its deals as those of an owner and of an assignee.
part AS (
  SELECT
    principal_type, principal_id, true AS is_run,
    0 AS created_count, 0 AS won_count, 0 AS lost_count,
    0::numeric AS amount_won, NULL::numeric AS seconds_to_close, 0 AS dirty_deals
  FROM principal
  UNION ALL
  SELECT
    CASE WHEN grouping(owned_by_user_id) = 0 OR grouping(other_user_id) = 0 THEN 'USER' ELSE 'GROUP' END,
    coalesce(owned_by_user_id, other_user_id, owned_by_group_id, other_group_id),
    false,
    count(*),
    count(*) FILTER (WHERE outcome = 'DONE_SUCCESS'),
    count(*) FILTER (WHERE outcome = 'DONE_FAILED'),
    sum(coalesce(amount, 0)) FILTER (WHERE outcome = 'DONE_SUCCESS'),
    -- As exact decimals, for timestamps that are subtracted as such can overflow.
    sum(extract(epoch FROM closed_at) - extract(epoch FROM created_at)) FILTER (WHERE outcome IS NOT NULL),
    count(*) FILTER (WHERE is_dirty)
  FROM candidate
  WHERE choice = 1
  GROUP BY GROUPING SETS ((owned_by_user_id), (other_user_id), (owned_by_group_id), (other_group_id))
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
    sum(dirty_deals) AS dirty_deals
  FROM part
  GROUP BY principal_type, principal_id
  -- Deals of nobody, and of principals that are not asked for.
  HAVING bool_or(is_run)
),
averaged AS (
  SELECT
    *,
    -- Each exact sum is divided once. Forty decimals are so many that rounding them to the column's two or
    -- four cannot differ from rounding the exact quotient: one that is not a tie is further from a tie than
    -- 1 / (2 * 10000 * 86400000000 * count).
    round(amount_won, 40) / NULLIF(won_count, 0) AS avg_amount_won,
    round(seconds_to_close, 40) / (86400 * NULLIF(won_count + lost_count, 0)) AS avg_days_to_close,
    round(won_count, 40) / NULLIF(won_count + lost_count, 0) AS win_rate
  FROM measured
),
classified AS (
  SELECT
    *,
    -- Times need no check of their own: those in a window are finite. Nor has the win rate a bound.
    CASE
      WHEN amount_won IN ('NaN', 'Infinity', '-Infinity') THEN
        'The amount of at least one won deal is not a number. Correct it in the CRM, then restate this '
        'period.'
      WHEN abs(round(amount_won, 2)) >= 1e18 OR abs(round(avg_amount_won, 2)) >= 1e12 THEN
        'The won deals add up to an amount that is too large for the report (more than 18 digits before '
        'the decimal point, or 12 on average). Correct the deals'' amounts in the CRM, then restate this '
        'period.'
      WHEN abs(round(avg_days_to_close, 4)) >= 1e6 THEN
        'The average time to close is too long for the report (a million days or more). Correct the times at '
        'which deals were created and closed in the CRM, then restate this period.'
    END AS error_message
  FROM averaged
)
SELECT
  :'tenant_id'::uuid AS tenant_id,
  principal_type,
  principal_id,
  :'period_start'::timestamptz AS period_start,
  :'period_end'::timestamptz AS period_end,
  CASE WHEN error_message IS NULL THEN created_count::bigint END AS deals_created_count,
  CASE WHEN error_message IS NULL THEN won_count::bigint END AS deals_closed_won_count,
  CASE WHEN error_message IS NULL THEN lost_count::bigint END AS deals_closed_lost_count,
  CASE WHEN error_message IS NULL THEN amount_won END AS total_amount_won,
  CASE WHEN error_message IS NULL THEN avg_amount_won END AS avg_deal_size_won,
  CASE WHEN error_message IS NULL THEN avg_days_to_close END AS avg_time_to_close_days,
  CASE WHEN error_message IS NULL THEN win_rate END AS win_rate,
  error_message IS NULL AS is_fact,
  error_message,
  CASE WHEN dirty_deals > 0
    THEN jsonb_build_object('deals_with_several_current_stages', dirty_deals)
  END AS warnings
FROM classified
