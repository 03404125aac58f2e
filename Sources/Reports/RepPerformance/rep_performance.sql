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
-- The deals created in the window, each once for every current row that it has.
attributed AS (
  SELECT
    d.owned_by_user_id, d.assigned_user_id, d.owned_by_group_id, d.assigned_group_id,
    coalesce(d.amount, 0) AS amount,
    d.created_at,
    s.closed_at,
    s.stage_state,
    -- The earliest close decides, in whichever pipeline. Rows that are still tied name the same stage.
    row_number() OVER (PARTITION BY d.id ORDER BY s.closed_at NULLS LAST, s.pipeline_stage_id) AS choice,
    max(s.copy) OVER (PARTITION BY d.id) > 1 AS is_dirty
  FROM deal d
  LEFT JOIN (
    SELECT
      s.tenant_id,
      s.deal_id,
      s.pipeline_stage_id,
      p.stage_state,
      row_number() OVER (PARTITION BY s.deal_id, s.pipeline_id) AS copy,
      CASE
        WHEN p.stage_state IN ('DONE_SUCCESS', 'DONE_FAILED')
          AND s.entered_at >= :'period_start'::timestamptz
          AND s.entered_at < :'period_end'::timestamptz
        THEN s.entered_at
      END AS closed_at
    FROM deal_pipeline_stage_state s
    JOIN pipeline_stage p ON p.tenant_id = s.tenant_id AND p.id = s.pipeline_stage_id
    WHERE s.tenant_id = :'tenant_id'::uuid AND s.is_current
  ) AS s ON s.tenant_id = d.tenant_id AND s.deal_id = d.id
  WHERE d.tenant_id = :'tenant_id'::uuid
    AND d.created_at >= :'period_start'::timestamptz
    AND d.created_at < :'period_end'::timestamptz
)
select count(*) filter (where is_dirty and choice=1), count(*) filter (where choice=1), count(*) filter (where closed_at is not null and choice=1) from attributed
