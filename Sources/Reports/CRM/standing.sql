-- Where each deal stood at an instant, by the history of its stages: CTEs for reports that are reconstructed.
--
-- Included in the middle of a statement, which the program can do and psql cannot: psql runs what it has at the end of a file.
-- Parameters: tenant_id, as_of, currency.

moment AS (
  -- Parsed once: used directly below, the text would be parsed again for every row.
  SELECT :'as_of'::timestamptz AS as_of
),
-- The visits before the instant, each with the next of them. Of rows that agree in deal, pipeline, stage and time of entry, the
-- last one is the visit: the current one, or the one that was not left, or was left last.
visit AS (
  SELECT
    s.deal_id,
    s.pipeline_id,
    s.pipeline_stage_id AS stage_id,
    s.entered_at,
    s.exited_at,
    s.is_current IS TRUE AS is_current,
    lead(s.entered_at) OVER path AS next_entered_at,
    lead(s.pipeline_stage_id) OVER path AS next_stage_id
  FROM deal_pipeline_stage_state s
  JOIN pipeline_stage p ON p.tenant_id = s.tenant_id AND :stage_of_stay
  WHERE s.tenant_id = :'tenant_id'::uuid AND s.entered_at < (SELECT as_of FROM moment)
  WINDOW path AS (
    PARTITION BY s.deal_id, s.pipeline_id
    ORDER BY s.entered_at, s.pipeline_stage_id, s.is_current IS TRUE, s.exited_at NULLS LAST)
),
-- Each deal's last visit to each pipeline, and those that do not fit to the next.
marked AS MATERIALIZED (
  SELECT
    deal_id,
    pipeline_id,
    stage_id,
    entered_at,
    exited_at,
    is_current,
    next_entered_at IS NULL AND (is_current OR (exited_at < (SELECT as_of FROM moment)) IS NOT TRUE) AS stands,
    is_dirty
  FROM (
    SELECT
      *,
      coalesce(
        next_entered_at = entered_at AND next_stage_id = stage_id
          OR exited_at < entered_at
          OR exited_at > next_entered_at
          OR is_current AND (next_entered_at IS NOT NULL OR exited_at IS NOT NULL),
        false) AS is_dirty
    FROM visit
    -- A wall: without it, every visit would be joined to its deal.
    OFFSET 0
  ) AS v
  WHERE next_entered_at IS NULL OR is_dirty
),
standing AS (
  SELECT
    m.deal_id,
    m.pipeline_id,
    m.stage_id,
    m.entered_at,
    m.exited_at,
    m.is_current,
    d.created_at >= (SELECT as_of FROM moment) AS is_created_later,
    :deal_amount AS amount,
    :is_in_other_currency AS is_in_other_currency
  FROM marked m
  JOIN deal d ON d.tenant_id = :'tenant_id'::uuid AND d.id = m.deal_id
  WHERE m.stands
),
-- The visits from the instant on, of deals that stood somewhere, and of those that were created and stood nowhere yet. They
-- show whether a stay ended whose exit is not filled in.
later AS MATERIALIZED (
  SELECT s.deal_id, s.pipeline_id, s.pipeline_stage_id AS stage_id, s.entered_at, s.is_placed
  FROM (
    SELECT s.deal_id, s.pipeline_id, s.pipeline_stage_id, s.entered_at, known.is_placed
    FROM (
      SELECT d.id AS deal_id, m.deal_id IS NOT NULL AS is_placed
      FROM deal d
      LEFT JOIN (SELECT DISTINCT deal_id FROM marked) AS m ON m.deal_id = d.id
      WHERE d.tenant_id = :'tenant_id'::uuid
        AND (m.deal_id IS NOT NULL OR d.created_at < (SELECT as_of FROM moment))
      OFFSET 0
    ) AS known
    JOIN deal_pipeline_stage_state s ON s.deal_id = known.deal_id
    WHERE s.tenant_id = :'tenant_id'::uuid AND s.entered_at >= (SELECT as_of FROM moment)
    -- Walls: without them, visits of all deals would be joined first.
    OFFSET 0
  ) AS s
  JOIN pipeline_stage p ON p.tenant_id = :'tenant_id'::uuid AND :stage_of_stay
),
-- What the history does not tell for sure, as warnings: numbers of deals per pipeline.
doubt AS MATERIALIZED (
  SELECT
    pipeline_id,
    jsonb_build_object(
      'deals_created_after_as_of', NULLIF(count(*) FILTER (WHERE kind = 'created later'), 0),
      'deals_without_stage_then', NULLIF(count(*) FILTER (WHERE kind = 'without stage'), 0),
      'deals_with_dirty_history', NULLIF(count(DISTINCT deal_id) FILTER (WHERE kind = 'dirty'), 0)) AS warnings
  FROM (
    SELECT pipeline_id, deal_id, 'created later' AS kind FROM standing WHERE is_created_later
    UNION ALL
    -- In the pipeline that it entered first.
    (SELECT DISTINCT ON (deal_id) pipeline_id, deal_id, 'without stage'
     FROM later
     WHERE NOT is_placed
     ORDER BY deal_id, entered_at, stage_id)
    UNION ALL
    SELECT m.pipeline_id, m.deal_id, 'dirty'
    FROM marked m
    JOIN deal d ON d.tenant_id = :'tenant_id'::uuid AND d.id = m.deal_id
    WHERE m.is_dirty
    UNION ALL
    SELECT s.pipeline_id, s.deal_id, 'dirty'
    FROM standing s
    LEFT JOIN (
      SELECT deal_id, pipeline_id, min(entered_at) AS entered_at
      FROM later
      WHERE is_placed
      GROUP BY deal_id, pipeline_id
    ) AS next ON next.deal_id = s.deal_id AND next.pipeline_id = s.pipeline_id
    WHERE s.exited_at > next.entered_at
      OR s.is_current AND next.entered_at IS NOT NULL
      OR NOT s.is_current AND s.exited_at IS NULL AND next.entered_at IS NULL
  ) AS deals
  GROUP BY pipeline_id
),
