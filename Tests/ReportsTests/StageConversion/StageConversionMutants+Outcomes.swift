import Reports

/// Mistakes in what became of deals, and in stays.
extension StageConversionOracle {
  static let mutantsOfOutcomes: [Mutant] = [
    // What became of deals.
    Mutant(
      "conversion-entered-again", "Counts deals that entered the stage before, too.",
      .replace(
        "coalesce(first = first_in_window, false) AS is_entered",
        with: "first_in_window IS NOT NULL AS is_entered")),
    Mutant(
      "conversion-advanced-before", "Counts as advanced what was in a higher stage before.",
      .replace(
        "coalesce(last_higher > first, false) AS is_advanced", with: "last_higher IS NOT NULL AS is_advanced")
    ),
    Mutant(
      "conversion-advanced-first-time", "Does not count as advanced what was in a higher stage before.",
      .replace("coalesce(last_higher > first, false)", with: "coalesce(first_higher > first, false)")),
    Mutant(
      "conversion-advanced-to-equal", "Counts a stage of equal rank as higher.",
      .replace(
        "max(t.position) FILTER (WHERE t.rank > r.rank)",
        with: "max(t.position) FILTER (WHERE t.rank >= r.rank)")),
    Mutant(
      "conversion-advanced-not-by-winning", "Does not take winning for advancing.",
      .replace(
        "max(t.position) FILTER (WHERE t.rank > r.rank)",
        with: "max(t.position) FILTER (WHERE t.rank > r.rank AND NOT t.is_won)"),
      .replace(
        "t.position = cardinality(path.steps) AND stage.state = 'DONE_FAILED' AS is_lost",
        with:
          "t.position = cardinality(path.steps) AND stage.state = 'DONE_FAILED' AS is_lost, coalesce(stage.state = 'DONE_SUCCESS', false) AS is_won"
      )),
    Mutant(
      "conversion-regressed-before", "Counts as regressed what was in a lower stage before.",
      .replace("coalesce(last_lower > first, false)", with: "last_lower IS NOT NULL")),
    Mutant(
      "conversion-regressed-is-an-outcome", "Does not count as open what went back.",
      .replace(
        "AND NOT is_left AND NOT is_lost)::integer",
        with: "AND NOT is_left AND NOT is_lost AND NOT is_regressed)::integer")),
    Mutant(
      "conversion-lost-before-left", "Counts as lost what left the pipeline from a lost stage.",
      .replace("AND NOT is_left AND is_lost)::integer", with: "AND is_lost)::integer"),
      .replace("AND is_left)::integer", with: "AND is_left AND NOT is_lost)::integer")),
    Mutant(
      "conversion-lost-once", "Counts as lost what was ever in a lost stage.",
      .replace("t.position = cardinality(path.steps) AND stage.state", with: "stage.state")),
    Mutant(
      "conversion-left-before-advanced", "Counts as left what advanced and then left.",
      .replace(
        "(is_entered AND is_advanced)::integer", with: "(is_entered AND is_advanced AND NOT is_left)::integer"
      ),
      .replace("(is_entered AND NOT is_advanced AND is_left)", with: "(is_entered AND is_left)")),
    Mutant(
      "conversion-left-without-end", "Counts as left what has a last row that is not current.",
      .replace(
        "coalesce(left_at < (SELECT outcomes_until FROM period), false)",
        with: "coalesce(left_at < (SELECT outcomes_until FROM period), true)")),
    Mutant(
      "conversion-skipped-before", "Counts as skipping what was in a higher stage before.",
      .replace(
        "coalesce(first_higher = first_higher_in_window, false)", with: "first_higher_in_window IS NOT NULL")),
    Mutant(
      "conversion-skipped-for-now", "Counts as skipping what came to the stage later.",
      .replace(
        "first IS NULL AND coalesce(first_higher",
        with: "(first IS NULL OR first > first_higher) AND coalesce(first_higher")),
    Mutant(
      "conversion-new-in-any-stage", "Counts as new what was in the pipeline before.",
      .replace("bool_or(t.position = 1 AND t.begins_in_window)", with: "bool_or(t.begins_in_window)")),
    Mutant(
      "conversion-reached-by-visit", "Counts as reached only the stages that were visited.",
      .replace("coalesce(highest_rank >= rank, false)", with: "first IS NOT NULL")),
    Mutant(
      "conversion-reached-in-the-end", "Counts as reached only what is at least the last stage's rank.",
      .replace(
        "max(t.rank) AS highest_rank", with: "(array_agg(t.rank ORDER BY t.position DESC))[1] AS highest_rank"
      )),
    Mutant(
      "conversion-reached-by-anyone", "Counts deals that are not new in the pipeline.",
      .replace("(is_new AND coalesce(highest_rank", with: "(coalesce(highest_rank")),
    // Stays.
    Mutant(
      "conversion-departed-by-follow-up", "Ends a stay at a return after the window.",
      .replace(
        "CASE WHEN next_entered_at < (SELECT ends FROM period) THEN next_entered_at ELSE left_at END AS ended_at",
        with: "coalesce(next_entered_at, left_at) AS ended_at")),
    Mutant(
      "conversion-departed-at-exit", "Ends a stay at its exited_at, not when the next begins.",
      .replace(
        "CASE WHEN next_entered_at < (SELECT ends FROM period) THEN next_entered_at ELSE left_at END AS ended_at",
        with:
          "coalesce(left_at, CASE WHEN next_entered_at < (SELECT ends FROM period) THEN next_entered_at END) AS ended_at"
      )),
    Mutant(
      "conversion-departed-before-it-began", "Counts stays that begin after the window.",
      .replace("    WHERE entered_at < (SELECT ends FROM period)\n", with: "")),
    Mutant(
      "conversion-departed-end-inclusive", "Counts stays that ended exactly at the window's end.",
      .replace(
        "AND w.ended_at < (SELECT ends FROM period)", with: "AND w.ended_at <= (SELECT ends FROM period)")),
    Mutant(
      "conversion-departed-start-exclusive", "Does not count stays that ended exactly at the window's start.",
      .replace("w.ended_at >= (SELECT starts FROM period)", with: "w.ended_at > (SELECT starts FROM period)")),
    Mutant(
      "conversion-forward-to-equal", "Counts a stage of equal rank as forward.",
      .replace("next.rank > stage.rank", with: "next.rank >= stage.rank")),
    Mutant(
      "conversion-forward-later", "Counts as forward what returned to a higher stage after the window.",
      .replace("w.is_followed AND next.rank", with: "next.rank")),
    Mutant(
      "conversion-median-is-mean", "Gives the mean.",
      .replace(
        "seconds[(departed_count + 1) / 2] + seconds[departed_count / 2 + 1]",
        with: "2 * (SELECT avg(s) FROM unnest(seconds) AS s)")),
    Mutant(
      "conversion-median-lower", "Gives the lower of the middle two.",
      .replace("seconds[departed_count / 2 + 1]", with: "seconds[(departed_count + 1) / 2]")),
    Mutant(
      "conversion-infinite-lengths", "Reports a stage in which some lengths are infinite.",
      poison: .infiniteInstants,
      .replace("bool_or(NOT isfinite(entered_at) OR NOT isfinite(ended_at))", with: "false")),
    Mutant(
      "conversion-length-of-timestamps", "Subtracts the timestamps themselves.", poison: .infiniteInstants,
      raisesErrors: true,
      .replace(
        "extract(epoch FROM w.ended_at) - extract(epoch FROM w.entered_at)",
        with: "extract(epoch FROM w.ended_at - w.entered_at)")),
  ]
}
