import Reports

extension WeightedPipelineOracle {
  /// Wrong versions of the weighted pipeline.
  static let mutants =
    mutantsOfDeals + mutantsOfProbabilities + mutantsOfCalibration + mutantsAsItWas

  private static let mutantsOfDeals: [Mutant] = [
    // Tenants.
    Mutant(
      "weighted-deal-of-any-tenant", "Joins deals by id alone.",
      .dealsOfAnyTenant),
    Mutant(
      "weighted-state-of-any-tenant", "Reads current rows of every tenant.",
      .replace("WHERE s.tenant_id = :'tenant_id'::uuid AND s.is_current AND", with: "WHERE s.is_current AND")),
    Mutant(
      "weighted-stage-of-any-tenant", "Joins stages without the tenant.",
      changes: Mutant.Change.stagesOfAnyTenant),
    Mutant(
      "weighted-stages-of-any-tenant", "Counts stages of every tenant for the warnings.",
      .replace("p.tenant_id = :'tenant_id'::uuid AND p.pipeline_id", with: "p.pipeline_id")),

    // Which deals.
    Mutant(
      "weighted-is-current-ignored", "Uses rows that are not current.",
      .replace(
        "WHERE s.tenant_id = :'tenant_id'::uuid AND s.is_current AND",
        with: "WHERE s.tenant_id = :'tenant_id'::uuid AND")),
    Mutant(
      "weighted-every-current-row", "Counts a deal once per current row.",
      .replace(" = 1 AS is_of_pipeline", with: " >= 1 AS is_of_pipeline")),
    Mutant(
      "weighted-with-closed", "Counts deals in lost stages.",
      .replace(
        "t.is_inside AND p.stage_state::text NOT IN ('DONE_SUCCESS', 'DONE_FAILED') AS counts",
        with: "t.is_inside AND p.stage_state::text <> 'DONE_SUCCESS' AS counts")),
    Mutant(
      "weighted-stateless-reported", "Reports stages without a state.",
      .replace(
        "t.is_inside AND p.stage_state::text NOT IN ('DONE_SUCCESS', 'DONE_FAILED') AS counts",
        with:
          "t.is_inside AND coalesce(p.stage_state::text, '') NOT IN ('DONE_SUCCESS', 'DONE_FAILED') AS counts"
      ),
      .replace("p.stage_state::text AS state", with: "coalesce(p.stage_state::text, '') AS state")),
    Mutant(
      "weighted-closed-dropped-before-choosing", "Drops closed rows first, so that an older row is chosen.",
      .stages(only: "p.stage_state::text NOT IN ('DONE_SUCCESS', 'DONE_FAILED')")),
    Mutant(
      "weighted-end-inclusive", "Counts a stay that began exactly at the window's end.",
      .replace("s.entered_at < (SELECT ends", with: "s.entered_at <= (SELECT ends", times: 2)),
    Mutant(
      "weighted-start-exclusive", "Leaves out a stay that ended exactly at the window's start.",
      .replace("s.exited_at >= (", with: "s.exited_at > (", times: 2)),
    Mutant(
      "weighted-entered-after-as-of", "Counts stays that began when the report was made or later.",
      .replace("NULLIF(:'counted_until', '')", with: "NULLIF(:'period_end', '')", times: 2)),
    Mutant(
      "weighted-earliest-row", "Chooses the earliest current row.",
      .replace(
        "s.entered_at DESC, s.pipeline_stage_id DESC, s.ex",
        with: "s.entered_at, s.pipeline_stage_id DESC, s.ex", times: 3)),
    Mutant(
      "weighted-tie-to-smallest-stage", "Resolves a tie in entered_at by the smallest stage id.",
      .replace("s.pipeline_stage_id DESC, s.ex", with: "s.pipeline_stage_id, s.ex", times: 3)),
    Mutant(
      "weighted-stage-of-any-pipeline", "Uses rows whose stage belongs to another pipeline.",
      .replace("coalesce(s.pipeline_id = stage.pipeline_id, false) AS", with: "true AS")),
    Mutant(
      "weighted-missing-deal-counted", "Counts rows without a deal.", changes: Mutant.Change.missingDeals),
    Mutant(
      "weighted-empty-run-dropped", "No run for a pipeline without deals.",
      .replace("LEFT JOIN weighed w", with: "JOIN weighed w")),
    Mutant(
      "weighted-infinite-time-counted", "Counts a deal that entered its stage at an infinite time.",
      poison: .infiniteInstants,
      .replace("WHEN NOT m.is_finite THEN 'infinite_time'", with: "WHEN false THEN ''")),
    Mutant(
      "weighted-infinite-exit-fails", "Fails where a deal leaves its stage at an infinite time.",
      poison: .infiniteInstants,
      .replace(
        "bool_and(isfinite(s.entered_at)) AS",
        with: "bool_and(isfinite(s.entered_at) AND isfinite(s.exited_at) IS NOT FALSE) AS")),
    Mutant(
      "weighted-dirty-reported-only", "Does not warn of rows that the window leaves out.",
      .replace(
        "sum(repeated_stays) AS dirty_deals",
        with: "sum(repeated_stays) FILTER (WHERE is_inside) AS dirty_deals")),
    Mutant(
      "weighted-dirty-rows-counted", "Warns of the number of rows, not of deals.",
      .replace(" = 2 AS is_repeated", with: " >= 2 AS is_repeated")),
    Mutant(
      "weighted-unpriced-is-free", "Does not tell deals without an amount from those of 0.",
      .replace(
        "count(d.amount::numeric) AS priced_deals",
        with: "count(NULLIF(d.amount::numeric, 0)) AS priced_deals")),
    Mutant(
      "weighted-currency-of-all-rows", "Counts deals in another currency that are in no row.",
      of: [.dealCurrency],
      .replace("sum(other_currency_deals) FILTER (WHERE counts)", with: "sum(other_currency_deals)")),

    // Buckets.
    Mutant(
      "weighted-close-date-first", "Prefers the close date to the expected one.",
      .replace(
        "coalesce(d.expected_close_date, d.close_date)",
        with: "coalesce(d.close_date, d.expected_close_date)", times: 4)),
    Mutant(
      "weighted-expected-date-only", "Does not look at the close date.",
      .replace("coalesce(d.expected_close_date, d.close_date)", with: "d.expected_close_date", times: 4)),
    Mutant(
      "weighted-today-overdue", "Takes a deal that should close today for overdue.",
      .replace("< (SELECT today", with: "<= (SELECT today")),
    Mutant(
      "weighted-horizon-inclusive", "Takes the first day of the next unit for the current one's.",
      .replace("< (SELECT horizon_end", with: "<= (SELECT horizon_end")),
    Mutant(
      "weighted-next-horizon-inclusive", "Takes the first day after the next unit for its last.",
      .replace("< (SELECT next_horizon_end", with: "<= (SELECT next_horizon_end")),
    Mutant(
      "weighted-undated-later", "Puts deals without a date with those of a later one.",
      .replace("'LATER', 'UNDATED']", with: "'LATER', 'LATER']")),
    Mutant(
      "weighted-bounds-of-units", "Gives the current bucket the start of the window.",
      .replace(
        "WHEN 'CURRENT' THEN period.today", with: "WHEN 'CURRENT' THEN NULLIF(:'start_date', '')::date")),
    Mutant(
      "weighted-overdue-without-end", "Gives overdue deals no end.",
      .replace("WHEN 'OVERDUE' THEN period.today", with: "WHEN 'OVERDUE' THEN NULL")),
  ]

  private static let mutantsOfProbabilities: [Mutant] = [
    Mutant(
      "weighted-missing-is-zero", "Takes a missing probability for 0.", of: [.stageProbability],
      .replace(
        "round(w.open_amount, 2) * w.probability",
        with: "round(w.open_amount, 2) * coalesce(w.probability, 0)")),
    Mutant(
      "weighted-exact-probability", "Weights with the probability as it was before it was rounded.",
      .replace("END, 4) AS probability", with: "END, 20) AS probability")),
    Mutant(
      "weighted-truncated-probability", "Truncates the probability.",
      .replace(
        "    round(\n      CASE\n        WHEN given_percent",
        with: "    trunc(\n      CASE\n        WHEN given_percent")),
    Mutant(
      "weighted-exact-amount", "Weights the amount as it was before it was rounded.",
      .replace("round(w.open_amount, 2) * w.probability", with: "w.open_amount * w.probability")),
    Mutant(
      "weighted-whole-units", "Weights the amount in whole units.",
      .replace("round(w.open_amount, 2) * w.probability", with: "round(w.open_amount, 0) * w.probability")),
    Mutant(
      "weighted-half-even", "Rounds halves to even.",
      .round("round(w.open_amount, 2) * w.probability", as: WrongRounding.halfEven(2))),
    Mutant(
      "weighted-half-up", "Rounds negative halves up.",
      .round("round(w.open_amount, 2) * w.probability", as: WrongRounding.halfUp(2))),
    Mutant(
      "weighted-whole-percent", "Rounds percentages to whole ones.", of: [.stageProbability],
      .replace("THEN given_percent * 0.01", with: "THEN round(given_percent, 0) * 0.01")),
    Mutant(
      "weighted-mapping-ignored", "Uses the CRM's probabilities though the schedule file gives percentages.",
      of: [.stageProbability],
      .replace("CASE WHEN :'probabilities'::text = 'stages' THEN NULLIF", with: "CASE WHEN true THEN NULLIF")),
    Mutant(
      "weighted-mapping-falls-back", "Takes 0 for stages that the mapping does not name.",
      .replace(
        "l.percent AS listed_percent",
        with: "CASE WHEN :'probabilities'::text = 'listed' THEN coalesce(l.percent, 0) END AS listed_percent")
    ),
    Mutant(
      "weighted-over-a-hundred", "Accepts a percentage over 100.", poison: .badProbabilities,
      of: [.stageProbability],
      .replace("given_percent BETWEEN 0 AND 100", with: "given_percent >= 0", times: 2)),
    Mutant(
      "weighted-below-zero", "Accepts a negative percentage.", poison: .badProbabilities,
      of: [.stageProbability],
      .replace("given_percent BETWEEN 0 AND 100", with: "given_percent <= 100", times: 2)),
    Mutant(
      "weighted-texts-are-missing", "Takes a text for a missing probability.", poison: .badProbabilities,
      of: [.stageProbability],
      .replace("IS NOT TRUE AND given IS NOT NULL", with: "IS FALSE AND given IS NOT NULL")),
    Mutant(
      "weighted-json-null-is-invalid", "Fails for JSON's null.", of: [.stageProbability],
      .replace("NULLIF(to_jsonb(p.probability), 'null')", with: "to_jsonb(p.probability)")),
    Mutant(
      "weighted-any-stage-fails", "Fails for a value of a stage that has no row.", poison: .badProbabilities,
      of: [.stageProbability],
      .replace(
        "WHEN r.is_invalid THEN",
        with: "WHEN EXISTS (SELECT FROM rated o WHERE o.is_invalid AND o.pipeline_id = m.pipeline_id) THEN")),
    Mutant(
      "weighted-invalid-fails-every-pipeline", "A bad value fails the other pipelines' runs.",
      poison: .badProbabilities,
      of: [.stageProbability],
      .replace("WHEN r.is_invalid THEN", with: "WHEN bool_or(r.is_invalid) OVER () THEN")),
    Mutant(
      "weighted-nothing-known-succeeds", "Reports a pipeline no stage of which has a probability.",
      .replace("WHEN NOT bool_or(r.probability IS NOT NULL", with: "WHEN NOT bool_or(true")),
    Mutant(
      "weighted-one-unknown-fails", "Fails if one stage has no probability.",
      .replace(
        "WHEN NOT bool_or(r.probability IS NOT NULL", with: "WHEN NOT bool_and(r.probability IS NOT NULL")),
    Mutant(
      "weighted-known-anywhere", "Succeeds if any pipeline has a probability.",
      .replace("r.is_invalid) OVER (PARTITION BY m.pipeline_id)", with: "r.is_invalid) OVER ()")),
    Mutant(
      "weighted-unknown-rows-counted", "Warns of the number of rows, not of stages.",
      .replace("count(DISTINCT w.stage_id)", with: "count(w.stage_id)")),
    Mutant(
      "weighted-unknown-of-all-pipelines", "Warns of stages of other pipelines.",
      .replace("WHERE w.pipeline_id = r.pipeline_id AND w.probability", with: "WHERE w.probability")),
    Mutant(
      "weighted-source-of-missing", "Names a source though there is no probability.",
      .replace("WHEN w.probability IS NULL THEN 'NONE'", with: "WHEN false THEN 'NONE'")),
  ]

  private static let mutantsOfCalibration: [Mutant] = [
    Mutant(
      "weighted-calibrated-with-left", "Looks at deals that were closed at the look-back's end.",
      .replace("s.entered_at < (SELECT as_of", with: "s.entered_at <= (SELECT as_of")),
    Mutant(
      "weighted-calibrated-without-first",
      "Leaves out deals that were closed exactly when the look-back begins.",
      .replace("s.entered_at >= (SELECT looks", with: "s.entered_at > (SELECT looks")),
    Mutant(
      "weighted-calibrated-up-to-the-window", "Looks back from the window's end.",
      .replace("s.entered_at < (SELECT as_of", with: "s.entered_at < (SELECT coalesce(ends, as_of)")),
    Mutant(
      "weighted-calibrated-for-ever", "Looks at all closed deals, however old.",
      .remove("AND s.entered_at >= (SELECT looks_back_to FROM period)")),
    Mutant(
      "weighted-calibrated-by-any-row", "Looks at every closed current row, not at the deal's latest.",
      .replace(" = 1 AS is_chosen", with: " >= 1 AS is_chosen")),
    Mutant(
      "weighted-calibrated-by-left-rows", "Looks at closed rows that are not current.",
      .replace("AND s.is_current\n    AND (:'pipeline", with: "AND (:'pipeline")),
    Mutant(
      "weighted-calibrated-by-any-tenant", "Looks at closed rows of every tenant.",
      .replace("WHERE s.tenant_id = :'tenant_id'::uuid\n    AND s.is", with: "WHERE s.is")),
    Mutant(
      "weighted-calibrated-in-any-pipeline", "Looks at closed rows whose stage belongs to another pipeline.",
      .remove(" AND p.pipeline_id = s.pipeline_id")),
    Mutant(
      "weighted-calibrated-in-window", "Looks at closed deals of the window only.",
      .replace(
        "s.entered_at >= (SELECT looks_back_to",
        with: "s.entered_at >= (SELECT coalesce(starts, looks_back_to)")),
    Mutant(
      "weighted-visits-before-only", "Does not count a visit at the time of the close.",
      .replace("v.entered_at <= c.entered_at", with: "v.entered_at < c.entered_at")),
    Mutant(
      "weighted-visits-any-time", "Counts visits after the close.",
      .remove(" AND v.entered_at <= c.entered_at")),
    Mutant(
      "weighted-visits-current-only", "Counts visits by current rows only.",
      .replace(
        "WHERE s.tenant_id = :'tenant_id'::uuid\n      OFFSET 0",
        with: "WHERE s.tenant_id = :'tenant_id'::uuid AND s.is_current OFFSET 0")),
    Mutant(
      "weighted-visits-of-any-tenant", "Counts visits of other tenants' deals.",
      .replace("WHERE s.tenant_id = :'tenant_id'::uuid\n      OFFSET 0", with: "OFFSET 0")),
    Mutant(
      "weighted-visits-of-any-pipeline",
      "Counts visits in other pipelines than the one that the deal was closed in.",
      .remove("v.pipeline_id = c.pipeline_id AND ")),
    Mutant(
      "weighted-visits-by-wrong-rows", "Counts visits whose row is in another pipeline than the stage.",
      .remove("place.pipeline_id = s.pipeline_id AND "),
      .replace(
        "SELECT s.deal_id, s.pipeline_id, s.entered_at, place.number",
        with: "SELECT s.deal_id, place.pipeline_id, s.entered_at, place.number")),
    Mutant(
      "weighted-each-visit", "Counts a deal once for each visit.",
      .replace("bit_or(1::bigint", with: "max(1::bigint"),
      .replace(
        "GROUP BY c.deal_id, c.is_won, v.number / 60",
        with: "GROUP BY c.deal_id, c.is_won, v.number / 60, v.number, v.entered_at")),
    Mutant(
      "weighted-sixty-stages", "Looks at the first sixty stages only.",
      .replace("v.block = place.number / 60", with: "v.block = 0 AND place.number < 60")),
    Mutant(
      "weighted-closed-without-deal", "Looks at rows without a deal.",
      .replace(
        "JOIN deal d ON d.tenant_id = :'tenant_id'::uuid AND d.id = h.deal_id\n",
        with: "LEFT JOIN deal d ON d.tenant_id = :'tenant_id'::uuid AND d.id = h.deal_id\n")),
    Mutant(
      "weighted-minimum-exclusive", "Takes more deals than the minimum.",
      .replace(">= :'minimum_deals'", with: "> :'minimum_deals'")),
    Mutant(
      "weighted-minimum-of-won", "Compares the won deals with the minimum.",
      .replace("WHEN won_count + lost_count >=", with: "WHEN won_count >=")),
    Mutant(
      "weighted-won-to-lost", "Divides the won deals by the lost ones.",
      .replace("/ (won_count + lost_count)", with: "/ greatest(1, lost_count)")),
    Mutant(
      "weighted-counts-hidden", "Gives stages without enough deals no counts.",
      .replace("w.won_count AS", with: "CASE WHEN w.probability IS NOT NULL THEN w.won_count END AS")),
    Mutant(
      "weighted-counts-always", "Gives counts of 0 where nothing is calibrated.",
      .replace("w.won_count AS", with: "coalesce(w.won_count, 0) AS")),
  ]
}
