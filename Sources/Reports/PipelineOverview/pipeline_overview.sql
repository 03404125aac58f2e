-- Pipeline overview: how many deals, worth how much, are won, lost and open in each pipeline?
--
-- One run for the tenant, with a row for each pipeline and status.
-- With the variable `deals`, the deals behind the rows instead.
-- Parameters: tenant_id, pipeline_selection (all | listed), pipelines, include_inactive, place_totals; for the deals,
-- period_start, counted_until and currency instead of place_totals.

\ir ../CRM/definitions.sql

\if :{?deals}
WITH period AS (
  -- Parsed once: used directly below, the texts would be parsed again for every row.
  SELECT
    NULLIF(:'period_start', '')::timestamptz AS starts,
    NULLIF(:'counted_until', '')::timestamptz AS ends
),
current_row AS (
  SELECT
    d.id AS deal_id,
    d.pipeline_id,
    :deal_amount AS amount,
    :is_in_other_currency AS is_in_other_currency,
    CASE :stage_state WHEN :won_state THEN 'WON' WHEN :lost_state THEN 'LOST' ELSE 'OPEN' END
      AS status,
    s.pipeline_id = d.pipeline_id AS is_in_deals_pipeline,
    s.entered_at,
    s.pipeline_stage_id
  FROM deal d
  -- Includes every current row whose stage exists, whichever pipeline that stage is in.
  JOIN deal_pipeline_stage_state s ON s.tenant_id = d.tenant_id AND s.deal_id = d.id AND s.is_current
  JOIN pipeline_stage p ON p.tenant_id = s.tenant_id AND p.id = s.pipeline_stage_id
  WHERE d.tenant_id = :'tenant_id'::uuid
    AND (:'pipeline_selection'::text = 'all' OR d.pipeline_id = ANY (:'pipelines'::uuid[]))
    -- The window depends on the deal only, so it can be applied before a row is chosen.
    AND :deal_is_in_window
),
candidate AS (
  SELECT s.*, :choice_of_deal AS choice
  FROM current_row s
)
SELECT
  pipeline_id,
  status,
  deal_id,
  1::bigint AS deal_count,
  amount AS total_amount,
  pipeline_stage_id AS stage_id,
  entered_at,
  is_in_other_currency
FROM candidate
WHERE choice = 1 AND (:'include_inactive'::boolean OR status = 'OPEN')
\else
WITH measured AS (
  SELECT
    pipeline_id,
    status,
    sum(deals) FILTER (WHERE counts)::bigint AS deal_count,
    sum(amount) FILTER (WHERE counts) AS total_amount,
    sum(dirty_deals) AS dirty_deals,
    sum(other_currency_deals) FILTER (WHERE counts) AS other_currency_deals
  FROM (
    SELECT *, :'include_inactive'::boolean OR status = 'OPEN' AS counts
    FROM (
      SELECT
        t.deal_pipeline_id AS pipeline_id,
        CASE :stage_state WHEN :won_state THEN 'WON' WHEN :lost_state THEN 'LOST' ELSE 'OPEN' END AS status,
        t.deals,
        t.amount,
        t.dirty_deals,
        t.other_currency_deals
      FROM :place_total
      JOIN pipeline_stage p ON p.tenant_id = :'tenant_id'::uuid AND p.id = t.stage_id
      WHERE t.is_of_deal
        AND t.is_updated
        AND (:'pipeline_selection'::text = 'all' OR t.deal_pipeline_id = ANY (:'pipelines'::uuid[]))
    ) AS placed
  ) AS decided
  GROUP BY pipeline_id, status
),
run AS (
  SELECT NULLIF(jsonb_strip_nulls(jsonb_build_object(
    'deals_with_several_current_stages',
    (SELECT NULLIF(sum(dirty_deals), 0) FROM measured),
    -- 1 however many they are, as on the runs of other reports. Without a list, there are none.
    'pipelines_without_stages',
    (SELECT 1
     FROM unnest(:'pipelines'::uuid[]) AS r (id)
     LEFT JOIN pipeline_stage p ON p.tenant_id = :'tenant_id'::uuid AND p.pipeline_id = r.id
     HAVING bool_or(p.id IS NULL)),
    'stages_without_state',
    (SELECT NULLIF(count(*), 0)
     FROM pipeline_stage p
     WHERE p.tenant_id = :'tenant_id'::uuid
       AND :stage_state IS NULL
       AND (:'pipeline_selection'::text = 'all' OR p.pipeline_id = ANY (:'pipelines'::uuid[]))),
    'deals_in_other_currency',
    (SELECT NULLIF(sum(other_currency_deals), 0) FROM measured)
  )), '{}') AS warnings
)
-- The run comes first in the join, so that it has a row even without facts.
SELECT
  :'tenant_id'::uuid AS tenant_id,
  m.pipeline_id,
  m.status,
  m.deal_count,
  m.total_amount,
  m.status IS NOT NULL AS is_fact,
  run.warnings
FROM run
LEFT JOIN measured m ON m.deal_count > 0
\endif
