import Reports

/// Mistakes in tenants, windows and visits.
extension StageConversionOracle {
  static let mutantsOfVisits: [Mutant] = [
    // Tenants.
    Mutant(
      "conversion-state-of-any-tenant", "Reads stage states of every tenant.",
      .replace("WHERE s.tenant_id = :'tenant_id'::uuid AND s.entered_at < ", with: "WHERE s.entered_at < ")),
    Mutant(
      "conversion-stage-of-any-tenant", "Reads stages of every tenant.",
      .replace(
        "WHERE p.tenant_id = :'tenant_id'::uuid AND p.pipeline_id = ANY", with: "WHERE p.pipeline_id = ANY")),
    Mutant(
      "conversion-deal-of-any-tenant", "Joins deals by id alone.",
      .replace("m.deal_id = d.id\n  WHERE d.tenant_id = :'tenant_id'::uuid", with: "m.deal_id = d.id")),
    Mutant(
      "conversion-several-of-any-tenant", "Counts dirty deals of every tenant.",
      .replace("WHERE s.tenant_id = :'tenant_id'::uuid AND s.is_current", with: "WHERE s.is_current")),
    Mutant(
      "conversion-several-deal-of-any-tenant", "Counts dirty deals that only another tenant has.",
      .replace(
        "JOIN deal d ON d.tenant_id = :'tenant_id'::uuid AND d.id = c.deal_id",
        with: "JOIN (SELECT DISTINCT id FROM deal) AS d ON d.id = c.deal_id")),
    // Window.
    Mutant(
      "conversion-end-inclusive", "Counts deals that entered exactly at the window's end.",
      .replace(
        "AND entered_at < (SELECT ends FROM period))::integer",
        with: "AND entered_at <= (SELECT ends FROM period))::integer")),
    Mutant(
      "conversion-start-exclusive", "Does not count deals that entered exactly at the window's start.",
      .replace(
        "+ (entered_at >= (SELECT starts FROM period)", with: "+ (entered_at > (SELECT starts FROM period)")),
    Mutant(
      "conversion-outcomes-inclusive", "Counts what happened exactly at the end of outcomes.",
      .replace(
        "s.entered_at < (SELECT outcomes_until FROM period)",
        with: "s.entered_at <= (SELECT outcomes_until FROM period)")),
    Mutant(
      "conversion-left-inclusive", "Counts deals as left that leave exactly at the end of outcomes.",
      .replace(
        "coalesce(left_at < (SELECT outcomes_until FROM period)",
        with: "coalesce(left_at <= (SELECT outcomes_until FROM period)")),
    Mutant(
      "conversion-follow-up-ignored", "Looks at outcomes up to the window's end only.",
      .replace(
        ":'outcomes_until'::timestamptz AS outcomes_until",
        with: ":'counted_until'::timestamptz AS outcomes_until")),
    Mutant(
      "conversion-entered-after-as-of", "Counts deals that entered when the report was made or later.",
      .replace(":'counted_until'::timestamptz AS ends", with: ":'period_end'::timestamptz AS ends")),
    Mutant(
      "conversion-without-start-empty", "Counts nothing where the window has no start.",
      .replace(
        "coalesce(NULLIF(:'period_start', '')::timestamptz, '-infinity')",
        with: "NULLIF(:'period_start', '')::timestamptz")),
    Mutant(
      "conversion-only-visits-in-window", "Forgets the visits before the window.",
      .replace(
        "s.entered_at < (SELECT outcomes_until FROM period)",
        with:
          "s.entered_at >= (SELECT starts FROM period) AND s.entered_at < (SELECT outcomes_until FROM period)"
      )),
    Mutant(
      "conversion-movers-that-entered", "Forgets deals that only left in the window.",
      .replace(
        "\n           OR s.exited_at >= (SELECT starts FROM period) AND s.exited_at < (SELECT ends FROM period))",
        with: ")")),
    Mutant(
      "conversion-movers-that-left", "Forgets deals whose earlier rows have no end.",
      .replace(
        "s.entered_at >= (SELECT starts FROM period) AND s.entered_at < (SELECT ends FROM period)\n           OR ",
        with: "")),
    // Visits.
    Mutant(
      "conversion-current-rows-only", "Reads current rows only.",
      .replace(
        "WHERE s.tenant_id = :'tenant_id'::uuid AND s.entered_at < ",
        with: "WHERE s.tenant_id = :'tenant_id'::uuid AND s.is_current AND s.entered_at < ")),
    Mutant(
      "conversion-equal-rows-twice", "Counts equal rows as several visits.",
      .replace("SELECT DISTINCT ON (s.deal_id, stage.pipeline, s.entered_at, stage.number)", with: "SELECT")),
    Mutant(
      "conversion-equal-rows-left", "Of equal rows, chooses one that was left.",
      .replace("left_at DESC NULLS FIRST", with: "left_at DESC NULLS LAST")),
    Mutant(
      "conversion-equal-rows-earliest", "Of equal rows, chooses the one left first.",
      .replace("left_at DESC NULLS FIRST", with: "left_at NULLS FIRST")),
    Mutant(
      "conversion-current-row-ends", "Ends a current visit at its exited_at.",
      .replace("CASE WHEN s.is_current IS NOT TRUE THEN s.exited_at END", with: "s.exited_at")),
    Mutant(
      "conversion-null-is-current", "Takes is_current NULL for current.",
      .replace("s.is_current IS NOT TRUE", with: "s.is_current IS FALSE")),
    Mutant(
      "conversion-stage-of-other-pipeline", "Counts rows in another pipeline than their stage's.",
      .replace(
        "= s.deal_id\n  JOIN stage ON stage.id = s.pipeline_stage_id AND stage.pipeline_id = s.pipeline_id",
        with: "= s.deal_id\n  JOIN stage ON stage.id = s.pipeline_stage_id")),
    Mutant(
      "conversion-several-of-other-pipeline", "Counts as dirty rows in another pipeline than their stage's.",
      .replace(
        "JOIN stage ON stage.id = s.pipeline_stage_id AND stage.pipeline_id = s.pipeline_id\n    WHERE",
        with: "JOIN stage ON stage.id = s.pipeline_stage_id\n    WHERE")),
    Mutant(
      "conversion-several-of-movers", "Counts only dirty deals that are in a row.",
      .replace(
        "    WHERE s.tenant_id = :'tenant_id'::uuid AND s.is_current AND",
        with:
          "    WHERE s.tenant_id = :'tenant_id'::uuid AND s.is_current AND s.deal_id IN (SELECT deal_id FROM mover) AND"
      )),
    Mutant(
      "conversion-tie-by-greatest-stage", "Puts visits that begin at once in the opposite order.",
      .replace("ORDER BY entered_at, number ROWS", with: "ORDER BY entered_at, number DESC ROWS")),
    Mutant(
      "conversion-stateless-visits-dropped", "Leaves visits to stages without a state out of the path.",
      .replace(
        "AND stage.pipeline_id = s.pipeline_id\n  WHERE",
        with: "AND stage.pipeline_id = s.pipeline_id AND stage.state IS NOT NULL\n  WHERE")),
    Mutant(
      "conversion-unranked-visits-dropped", "Leaves visits to stages without a rank out of the path.",
      .replace(
        "AND stage.pipeline_id = s.pipeline_id\n  WHERE",
        with: "AND stage.pipeline_id = s.pipeline_id AND stage.rank IS NOT NULL\n  WHERE")),
  ]
}
