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
candidate AS (
  SELECT
    d.id,
    d.owned_by_user_id, d.assigned_user_id, d.owned_by_group_id, d.assigned_group_id,
    d.amount,
    d.created_at,
    s.pipeline_stage_id,
    p.stage_state,
    CASE
      WHEN p.stage_state IN ('DONE_SUCCESS', 'DONE_FAILED')
        AND s.entered_at >= :'period_start'::timestamptz
        AND s.entered_at < :'period_end'::timestamptz
      THEN s.entered_at
    END AS closed_at,
    -- One current row in each pipeline is as it should be; two in the same one are not.
    row_number() OVER (PARTITION BY d.id, s.pipeline_id) AS copy
  FROM deal d
  LEFT JOIN (
    deal_pipeline_stage_state s
    JOIN pipeline_stage p ON p.tenant_id = s.tenant_id AND p.id = s.pipeline_stage_id
  ) ON s.tenant_id = d.tenant_id AND s.deal_id = d.id AND s.is_current
  WHERE d.tenant_id = :'tenant_id'::uuid
    AND d.created_at >= :'period_start'::timestamptz
    AND d.created_at < :'period_end'::timestamptz
),
chosen AS (
  SELECT
    *,
    -- The earliest close decides, in whichever pipeline. Rows that are still tied name the same stage.
    row_number() OVER (PARTITION BY id ORDER BY closed_at NULLS LAST, pipeline_stage_id) AS choice,
    max(copy) OVER (PARTITION BY id) > 1 AS is_dirty
  FROM candidate
),
-- What a run is made of: itself and its deals. Deals of a principal that has no run are dropped.
part AS (
  SELECT
    principal_type, principal_id, true AS is_run,
    NULL::text AS outcome, NULL::numeric AS amount, NULL::numeric AS seconds_to_close,
    false AS is_deal, false AS is_dirty
  FROM principal
  UNION ALL
  SELECT
    o.principal_type, o.principal_id, false,
    CASE WHEN c.closed_at IS NOT NULL THEN c.stage_state END,
    coalesce(c.amount, 0),
    -- As exact decimals, for timestamps that are subtracted as such can overflow.
    extract(epoch FROM c.closed_at) - extract(epoch FROM c.created_at),
    true, c.is_dirty
  FROM chosen c
  -- A deal counts once for a principal that is both owner and assignee.
  CROSS JOIN LATERAL (
    VALUES
      ('USER', c.owned_by_user_id),
      ('USER', NULLIF(c.assigned_user_id, c.owned_by_user_id)),
      ('GROUP', c.owned_by_group_id),
      ('GROUP', NULLIF(c.assigned_group_id, c.owned_by_group_id))
  ) AS o (principal_type, principal_id)
  WHERE c.choice = 1 AND o.principal_id IS NOT NULL
),
measured AS (
  SELECT
    principal_type,
    principal_id,
    count(*) FILTER (WHERE is_deal) AS created_count,
    count(*) FILTER (WHERE outcome = 'DONE_SUCCESS') AS won_count,
    count(*) FILTER (WHERE outcome = 'DONE_FAILED') AS lost_count,
    coalesce(sum(amount) FILTER (WHERE outcome = 'DONE_SUCCESS'), 0) AS amount_won,
    sum(seconds_to_close) AS seconds_to_close,
    count(*) FILTER (WHERE is_dirty) AS dirty_deals
  FROM part
  GROUP BY principal_type, principal_id
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
        'The amount of at least one won deal is not a number. Correct it in the CRM, then restate this period.'
      WHEN abs(round(amount_won, 2)) >= 1e18 OR abs(round(avg_amount_won, 2)) >= 1e12 THEN
        'The won deals add up to an amount that is too large for the report (more than 18 digits, or 12 on '
        'average). Correct the deals'' amounts in the CRM, then restate this period.'
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
  CASE WHEN error_message IS NULL THEN created_count END AS deals_created_count,
  CASE WHEN error_message IS NULL THEN won_count END AS deals_closed_won_count,
  CASE WHEN error_message IS NULL THEN lost_count END AS deals_closed_lost_count,
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
