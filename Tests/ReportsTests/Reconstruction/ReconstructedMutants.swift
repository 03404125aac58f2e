import Reports

extension PipelineStageFunnelOracle {
  /// Wrong versions of the funnel as things stood.
  static let mutantsAsItWas =
    Mutant.ofStandings
    + [
      Mutant(
        "funnel-stood-age-to-the-window", "Measures ages up to the window's end.",
        .replace(
          "extract(epoch FROM :'as_of'::timestamptz)",
          with:
            "extract(epoch FROM coalesce(NULLIF(:'counted_until', ''), :'as_of'::text)::timestamptz)")),
      Mutant(
        "funnel-stood-age-to-the-exit", "Measures ages up to an exit that the row has.",
        .replace(
          "(SELECT as_of_seconds FROM period) - extract(epoch FROM s.entered_at)",
          with:
            "coalesce(extract(epoch FROM s.exited_at), (SELECT as_of_seconds FROM period)) - extract(epoch FROM s.entered_at)"
        )),
      Mutant(
        "funnel-stood-without-closed", "Leaves out closed stages though they are asked for.",
        .remove(":'include_closed'::boolean OR ")),
      Mutant(
        "funnel-stood-with-closed", "Has closed stages though nobody asked for them.",
        .replace("(:'include_closed'::boolean OR ", with: "(true OR ")),
      Mutant(
        "funnel-stood-stateless", "Reports stages without a state.",
        .remove("p.stage_state::text IS NOT NULL\n        AND ")),
      Mutant(
        "funnel-stood-in-window", "Leaves out stays that ended before the window.",
        .replace(
          "stage.pipeline_id = s.pipeline_id\n  GROUP BY stage.number",
          with:
            "stage.pipeline_id = s.pipeline_id AND (s.exited_at < (SELECT starts FROM period)) IS NOT TRUE\n  GROUP BY stage.number"
        )),
      Mutant(
        "funnel-stood-entered-in-window", "Leaves out deals that entered after the window.",
        .replace(
          "stage.pipeline_id = s.pipeline_id\n  GROUP BY stage.number",
          with:
            "stage.pipeline_id = s.pipeline_id AND (s.entered_at >= (SELECT ends FROM period)) IS NOT TRUE\n  GROUP BY stage.number"
        )),
      Mutant(
        "funnel-stood-infinite-age", "Leaves an infinite age out of the average.", poison: .infiniteInstants,
        .replace(
          "- extract(epoch FROM s.entered_at)) AS age_seconds",
          with: "- extract(epoch FROM s.entered_at)) FILTER (WHERE isfinite(s.entered_at)) AS age_seconds")),
      Mutant(
        "funnel-stood-infinite-amount", "Leaves an infinite amount out of the sum.", poison: .wideAmounts,
        .replace("sum(coalesce(s.amount, 0))", with: "sum(coalesce(NULLIF(s.amount, 'Infinity'), 0))")),
      Mutant(
        "funnel-stood-currency", "Does not warn of deals in another currency.", of: [.dealCurrency],
        .replace("FILTER (WHERE s.is_in_other_currency)", with: "FILTER (WHERE false)")),
    ].map(\.ofReconstruction)
}

extension WeightedPipelineOracle {
  /// Wrong versions of the weighted pipeline as things stood.
  static let mutantsAsItWas =
    // Deals that calibrate are read apart from those that are open.
    Mutant.ofStandings.map(\.twice)
    + [
      Mutant(
        "weighted-stood-bucket", "Takes deals for ones without a close date.",
        .replace("'UNKNOWN' AS close_bucket", with: "'UNDATED' AS close_bucket")),
      Mutant(
        "weighted-stood-bounds", "Gives the bucket a start.",
        .replace("WHEN 'CURRENT' THEN period.today", with: "WHEN 'UNKNOWN' THEN period.today")),
      Mutant(
        "weighted-stood-end", "Gives the bucket an end.",
        .replace("WHEN 'OVERDUE' THEN period.today", with: "WHEN 'UNKNOWN' THEN period.today")),
      Mutant(
        "weighted-stood-with-lost", "Counts deals in lost stages.",
        .replace(
          "t.is_inside AND p.stage_state::text NOT IN ('DONE_SUCCESS', 'DONE_FAILED') AS counts",
          with: "t.is_inside AND p.stage_state::text <> 'DONE_SUCCESS' AS counts")),
      Mutant(
        "weighted-stood-in-window", "Leaves out deals that entered after the window.",
        .replace(
          "stage.pipeline_id = s.pipeline_id\n  GROUP BY stage.number",
          with:
            "stage.pipeline_id = s.pipeline_id AND (s.entered_at >= (SELECT ends FROM period)) IS NOT TRUE\n  GROUP BY stage.number"
        )),
      Mutant(
        "weighted-stood-infinite-time", "Fails for a deal that entered at an infinite time.",
        poison: .infiniteInstants,
        .replace("true AS is_finite", with: "bool_and(isfinite(s.entered_at)) AS is_finite")),
      Mutant(
        "weighted-stood-infinite-amount", "Leaves an infinite amount out of the sum.", poison: .wideAmounts,
        .replace("sum(coalesce(s.amount, 0))", with: "sum(coalesce(NULLIF(s.amount, 'Infinity'), 0))")),
      Mutant(
        "weighted-stood-calibrated-without-first",
        "Leaves out deals that were closed exactly when the look-back begins.",
        .replace("s.entered_at >= (SELECT looks", with: "s.entered_at > (SELECT looks")),
      Mutant(
        "weighted-stood-calibrated-for-ever", "Looks at all closed deals, however old.",
        .remove("AND s.entered_at >= (SELECT looks_back_to FROM period)")),
      Mutant(
        "weighted-stood-calibrated-in-window", "Looks at closed deals of the window only.",
        .replace(
          "s.entered_at >= (SELECT looks_back_to",
          with: "s.entered_at >= (SELECT coalesce(starts, looks_back_to)")),
      Mutant(
        "weighted-stood-calibrated-though-left", "Looks at closed deals that had left the pipeline.",
        .replace("is_current OR (exited_at", with: "is_current OR p_is_closed OR (exited_at", times: 2),
        .replace(
          "s.is_current IS TRUE AS is_current,",
          with:
            "s.is_current IS TRUE AS is_current, p.stage_state::text IN ('DONE_SUCCESS', 'DONE_FAILED') AS p_is_closed,",
          times: 2)),
      Mutant(
        "weighted-stood-lost-are-won", "Takes every closed deal for won.",
        .replace("p.stage_state::text = 'DONE_SUCCESS' AS is_won", with: "true AS is_won")),
      Mutant(
        "weighted-stood-visits-before-only", "Does not count a visit at the time of the close.",
        .replace("v.entered_at <= c.entered_at", with: "v.entered_at < c.entered_at")),
      Mutant(
        "weighted-stood-visits-any-time", "Counts visits after the close.",
        .remove(" AND v.entered_at <= c.entered_at")),
      Mutant(
        "weighted-stood-minimum-exclusive", "Takes more deals than the minimum.",
        .replace(">= :'minimum_deals'", with: "> :'minimum_deals'")),
      Mutant(
        "weighted-stood-percents-ignored", "Takes stages for unknown though the schedule file knows them.",
        .replace("WHEN listed_percent IS NOT NULL THEN", with: "WHEN false THEN")),
      Mutant(
        "weighted-stood-probabilities-ignored", "Does not look at the CRM's probabilities.",
        of: [.stageProbability],
        .replace("WHEN given_percent BETWEEN 0 AND 100 THEN", with: "WHEN false THEN")),
    ].map(\.ofReconstruction)
}
