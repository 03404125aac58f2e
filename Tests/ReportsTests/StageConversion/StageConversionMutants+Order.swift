import Reports

/// Mistakes in the order of stages, rates and money.
extension StageConversionOracle {
  static let mutantsOfOrder: [Mutant] = [
    // Order.
    Mutant(
      "conversion-rank-of-row", "Gives stages with equal positions ranks of their own.", of: [.stagePosition],
      .replace(
        "THEN rank() OVER (PARTITION BY pipeline_id ORDER BY place)",
        with: "THEN row_number() OVER (PARTITION BY pipeline_id ORDER BY place, id)")),
    Mutant(
      "conversion-rank-dense", "Leaves no gap after equal positions.", of: [.stagePosition],
      .replace(
        "THEN rank() OVER (PARTITION BY pipeline_id ORDER BY place)",
        with: "THEN dense_rank() OVER (PARTITION BY pipeline_id ORDER BY place)")),
    Mutant(
      "conversion-rank-over-all-pipelines", "Ranks the stages of all pipelines together.",
      .replace(
        "THEN rank() OVER (PARTITION BY pipeline_id ORDER BY place)",
        with: "THEN rank() OVER (ORDER BY place)")),
    Mutant(
      "conversion-rank-of-won-counts-unordered", "Counts open stages without a place before won ones.",
      .replace(
        "NULLIF(count(place) OVER (PARTITION BY pipeline_id), 0) + 1",
        with:
          "CASE WHEN count(place) OVER (PARTITION BY pipeline_id) > 0 THEN count(*) FILTER (WHERE is_open) OVER (PARTITION BY pipeline_id) + 1 END"
      )),
    Mutant(
      "conversion-positions-beside-a-list", "Ranks by position what the list does not have.",
      .replace(
        "WHEN p.stage_state::text NOT IN ('DONE_SUCCESS', 'DONE_FAILED') THEN array_position(:'stage_order'::uuid[], p.id)",
        with:
          "WHEN p.stage_state::text NOT IN ('DONE_SUCCESS', 'DONE_FAILED') THEN coalesce(array_position(:'stage_order'::uuid[], p.id), 100)"
      )),
    Mutant(
      "conversion-listed-stage-without-state", "Ranks a listed stage without a state.",
      .replace(
        "WHEN p.stage_state::text NOT IN ('DONE_SUCCESS', 'DONE_FAILED') THEN array_position",
        with:
          "WHEN p.stage_state::text IS NULL OR p.stage_state::text NOT IN ('DONE_SUCCESS', 'DONE_FAILED') THEN array_position"
      )),
    Mutant(
      "conversion-closed-stage-listed", "Overlooks a closed stage in the list.",
      .replace(
        "WHEN bool_or(stage.is_listed AND NOT stage.is_open) THEN 'closed_stage_listed'",
        with: "WHEN false THEN 'closed_stage_listed'")),
    Mutant(
      "conversion-no-order", "Reports a pipeline without an order, without rows.",
      .replace(
        "WHEN count(*) FILTER (WHERE stage.is_open) = 0 OR count(stage.place) > 0 THEN NULL",
        with: "WHEN true THEN NULL")),
    Mutant(
      "conversion-no-open-stage", "Fails a pipeline without open stages.",
      .replace(
        "WHEN count(*) FILTER (WHERE stage.is_open) = 0 OR count(stage.place) > 0 THEN NULL",
        with: "WHEN count(stage.place) > 0 THEN NULL")),
    Mutant(
      "conversion-unordered-closed", "Counts closed stages as without an order.",
      .replace("WHERE stage.is_open AND stage.place IS NULL", with: "WHERE stage.place IS NULL")),
    Mutant(
      "conversion-closed-pipeline-has-stages", "Does not warn of a pipeline without open stages.",
      .replace(
        "CASE WHEN count(*) FILTER (WHERE stage.is_open) = 0 THEN 1 END",
        with: "CASE WHEN count(stage.id) = 0 THEN 1 END")),
    Mutant(
      "conversion-rows-with-deals-only", "Leaves out stages that nobody entered.",
      .replace(
        "AND stage.rank IS NOT NULL\nLEFT JOIN measured m",
        with:
          "AND stage.rank IS NOT NULL AND stage.number IN (SELECT number FROM measured)\nLEFT JOIN measured m"
      )),
    // Rates and money.
    Mutant(
      "conversion-rates-of-won", "Gives won stages a rate.",
      .replace(
        "CASE WHEN stage.is_open THEN round(m.advanced_count, 40) / NULLIF(m.entered_count, 0) END",
        with: "round(m.advanced_count, 40) / NULLIF(m.entered_count, 0)")),
    Mutant(
      "conversion-resolved-with-left", "Takes deals that left for resolved.",
      .replace("m.advanced_count + m.lost_count", with: "m.advanced_count + m.lost_count + m.left_count")),
    Mutant(
      "conversion-amount-of-all-deals", "Adds up the amounts of all deals on the path.",
      .replace("sum(path.amount) FILTER (WHERE c.entered_count > 0)", with: "sum(path.amount)")),
    Mutant(
      "conversion-amount-rate-of-rounded", "Divides rounded amounts.",
      .replace(
        "round(coalesce(m.advanced_amount, 0), 40) / NULLIF(m.entered_amount, 0)",
        with: "round(coalesce(m.advanced_amount, 0), 2) / NULLIF(round(m.entered_amount, 2), 0)")),
    Mutant(
      "conversion-currency-of-movers", "Counts deals whose amount is in no row.", of: [.dealCurrency],
      .replace("\n  WHERE id IN (SELECT path_id FROM contribution WHERE entered_count > 0)", with: "")),
    Mutant(
      "conversion-currency-per-stage", "Counts a deal for each stage that it entered.", of: [.dealCurrency],
      .replace(
        "SELECT pipeline, sum(other_currency_deals) AS deals\n  FROM path\n  WHERE id IN (SELECT path_id FROM contribution WHERE entered_count > 0)",
        with:
          "SELECT pipeline, sum(other_currency_deals) AS deals\n  FROM path JOIN contribution ON path_id = id AND entered_count > 0"
      )),
  ]
}
