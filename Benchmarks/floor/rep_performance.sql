-- Prepares representative performance: a run, with one row, for each principal.

PREPARE rep_performance (uuid) AS
WITH performed AS (
  SELECT
    type, id,
    sum(created)::bigint AS created,
    sum(created_won)::bigint AS created_won,
    sum(created_lost)::bigint AS created_lost,
    sum(created_amount) AS created_amount,
    sum(created_time) AS created_time,
    sum(won)::bigint AS won,
    sum(lost)::bigint AS lost,
    sum(amount) AS amount
  FROM (
    SELECT
      CASE WHEN grouping(owned_by_user) = 0 OR grouping(assigned_user) = 0 THEN 'USER' ELSE 'GROUP' END AS type,
      coalesce(owned_by_user, assigned_user, owned_by_group, assigned_group) AS id,
      count(*) FILTER (WHERE is_created) AS created,
      count(*) FILTER (WHERE is_created AND is_won) AS created_won,
      count(*) FILTER (WHERE is_created AND NOT is_won) AS created_lost,
      sum(amount) FILTER (WHERE is_created AND is_won) AS created_amount,
      sum(time_to_close) FILTER (WHERE is_created) AS created_time,
      count(*) FILTER (WHERE is_won) AS won,
      count(*) FILTER (WHERE NOT is_won) AS lost,
      sum(amount) FILTER (WHERE is_won) AS amount
    FROM candidate
    WHERE is_created OR is_won IS NOT NULL
    GROUP BY GROUPING SETS ((owned_by_user), (assigned_user), (owned_by_group), (assigned_group))
  ) AS part
  WHERE id IS NOT NULL
  GROUP BY type, id
),
-- Twice the median: the middle value counted twice, or the middle two.
median AS (
  SELECT type, id, times[(cardinality(times) + 1) / 2] + times[cardinality(times) / 2 + 1] AS twice
  FROM (
    SELECT type, id, array_agg(time_to_close ORDER BY time_to_close) AS times
    FROM (
      SELECT 'USER' AS type, owned_by_user AS id, time_to_close FROM candidate WHERE is_won IS NOT NULL
      UNION ALL
      SELECT 'USER', assigned_user, time_to_close FROM candidate WHERE is_won IS NOT NULL
      UNION ALL
      SELECT 'GROUP', owned_by_group, time_to_close FROM candidate WHERE is_won IS NOT NULL
      UNION ALL
      SELECT 'GROUP', assigned_group, time_to_close FROM candidate WHERE is_won IS NOT NULL
    ) AS held
    WHERE id IS NOT NULL
    GROUP BY type, id
  ) AS sorted
),
-- How many of the deals that were created in the window have several current stages.
dirty AS (
  SELECT of_deal.type, of_deal.id, count(DISTINCT v.deal_id) AS deals
  FROM several AS v
  JOIN deal AS d ON d.tenant_id = $1 AND d.id = v.deal_id
  CROSS JOIN LATERAL (
    VALUES ('USER', d.owned_by_user_id), ('USER', d.assigned_user_id),
           ('GROUP', d.owned_by_group_id), ('GROUP', d.assigned_group_id)
  ) AS of_deal (type, id)
  WHERE v.is_second AND v.created_at >= :'starts' AND v.created_at < :'ends'
  GROUP BY 1, 2
),
run AS MATERIALIZED (
  SELECT
    'rep_performance' AS report_type,
    r.*,
    report_run_id(run_key) AS run_id,
    :'performance_parameters'::jsonb || jsonb_build_object('principal_type', type, 'principal_id', id) AS input_params,
    CASE WHEN dirty_deals > 0 THEN jsonb_build_object('deals_with_several_current_stages', dirty_deals) END AS warnings
  FROM (
    SELECT
      type, id, p.name, f.created, f.created_won, f.created_lost, f.created_amount, f.created_time, f.won, f.lost, f.amount,
      m.twice, dirty.deals AS dirty_deals,
      sha256(convert_to(
        concat($1, E'\nrep_performance\n1\n', :'performance_parameters', E'\nprincipal_type=', type, E'\nprincipal_id=', id),
        'UTF8')) AS run_key
    FROM principal AS p
    LEFT JOIN performed AS f USING (type, id)
    LEFT JOIN median AS m USING (type, id)
    LEFT JOIN dirty USING (type, id)
  ) AS r
),
header AS (
  :headers
)
INSERT INTO report_rep_performance_fact (
  run_id, tenant_id, principal_type, principal_id, period_start, period_end, deals_created_count, deals_closed_won_count,
  deals_closed_lost_count, total_amount_won, avg_deal_size_won, avg_time_to_close_days, win_rate, closed_won_count,
  closed_lost_count, closed_won_amount, closed_win_rate, median_time_to_close_days, principal_name, as_of)
SELECT
  run_id, $1, type, id, :'starts', :'ends', coalesce(created, 0), coalesce(created_won, 0), coalesce(created_lost, 0),
  coalesce(created_amount, 0),
  round(created_amount, 40) / NULLIF(created_won, 0),
  round(extract(epoch FROM created_time), 40) / (86400 * NULLIF(created_won + created_lost, 0)),
  round(created_won, 40) / NULLIF(created_won + created_lost, 0),
  coalesce(won, 0), coalesce(lost, 0), coalesce(amount, 0),
  round(won, 40) / NULLIF(won + lost, 0),
  round(extract(epoch FROM twice), 40) / (2 * 86400),
  name, :'ends'
FROM run;
