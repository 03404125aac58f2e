-- Pipeline stage funnel: how many deals, worth how much and how old, are in each stage?
--
-- One run for each pipeline, with a row for each stage that has deals.
-- Parameters: tenant_id, period_start, period_end, as_of, pipeline_selection (all | listed), pipelines, include_closed.

\ir ../CRM/definitions.sql

WITH period AS (
  -- Read once: written where they are used, the texts would be read again for every row.
  SELECT
    NULLIF(:'period_start', '')::timestamptz AS starts,
    NULLIF(:'period_end', '')::timestamptz AS ends,
    extract(epoch FROM :'as_of'::timestamptz) AS as_of_seconds
),
candidate AS (
  SELECT
    s.pipeline_id,
    s.pipeline_stage_id AS stage_id,
    d.amount,
    s.entered_at,
    s.exited_at,
    -- A deal counts once in a pipeline, by the latest row. Where even the stage is the same, the row that
    -- was not left goes before the one left last.
    row_number() OVER (
      PARTITION BY s.deal_id, s.pipeline_id
      ORDER BY s.entered_at DESC, s.pipeline_stage_id DESC, s.exited_at DESC NULLS FIRST
    ) AS choice,
    -- Not a condition of the query: chosen first, filtered then, lest an older row take the place of one
    -- that is outside the window.
    (:'include_closed'::boolean OR p.stage_state NOT IN :closed_states)
      -- The stay in the stage overlaps the window; one that ends as the window starts still does.
      AND ((SELECT starts FROM period) IS NULL
           OR s.exited_at IS NULL
           OR s.exited_at >= (SELECT starts FROM period))
      AND ((SELECT ends FROM period) IS NULL OR s.entered_at < (SELECT ends FROM period))
      AS is_reported
  FROM deal_pipeline_stage_state s
  JOIN pipeline_stage p
    ON p.tenant_id = s.tenant_id AND p.id = s.pipeline_stage_id AND p.pipeline_id = s.pipeline_id
  JOIN deal d ON d.tenant_id = s.tenant_id AND d.id = s.deal_id
  WHERE s.tenant_id = :'tenant_id'::uuid
    AND s.is_current
    AND (:'pipeline_selection'::text = 'all' OR s.pipeline_id = ANY (:'pipelines'::uuid[]))
),
measured AS (
  SELECT
    pipeline_id,
    stage_id,
    count(*) FILTER (WHERE choice = 1 AND is_reported) AS deal_count,
    sum(coalesce(amount, 0)) FILTER (WHERE choice = 1 AND is_reported) AS total_amount,
    -- Seconds since 1970 as exact decimals. The timestamps themselves are not subtracted: that overflows for
    -- the largest and is an error for infinite ones, where these make the sum infinite or NaN.
    sum(coalesce(extract(epoch FROM exited_at), (SELECT as_of_seconds FROM period))
        - extract(epoch FROM entered_at)) FILTER (WHERE choice = 1 AND is_reported) AS age_seconds,
    -- More than one current row in the pipeline: the second shows it.
    count(*) FILTER (WHERE choice = 2) AS dirty_deals
  FROM candidate
  GROUP BY pipeline_id, stage_id
),
averaged AS (
  SELECT
    *,
    -- The exact sum is divided once. Forty decimals are so many that rounding them to the column's two
    -- cannot differ from rounding the exact quotient: one that is not a tie is further from a tie than
    -- 1 / (2 * 100 * 86400000000 * deal_count).
    round(age_seconds, 40) / (86400 * NULLIF(deal_count, 0)) AS avg_age_days
  FROM measured
),
run AS (
  SELECT
    r.pipeline_id,
    CASE WHEN sum(m.dirty_deals) > 0
      THEN jsonb_build_object('deals_with_several_current_stages', sum(m.dirty_deals))
    END AS warnings
  -- A listed pipeline is reported also where the tenant has no such pipeline: a run without rows.
  FROM unnest(:'pipelines'::uuid[]) AS r (pipeline_id)
  LEFT JOIN averaged m ON m.pipeline_id = r.pipeline_id
  GROUP BY r.pipeline_id
)
-- The runs stand first, so that one without facts has a row too.
SELECT
  :'tenant_id'::uuid AS tenant_id,
  run.pipeline_id,
  p.id AS stage_id,
  p.name AS stage_name,
  p.stage_state,
  m.deal_count,
  m.total_amount,
  m.avg_age_days,
  p.id IS NOT NULL AS is_fact,
  run.warnings
FROM run
LEFT JOIN averaged m ON m.pipeline_id = run.pipeline_id AND m.deal_count > 0
LEFT JOIN pipeline_stage p ON p.tenant_id = :'tenant_id'::uuid AND p.id = m.stage_id
