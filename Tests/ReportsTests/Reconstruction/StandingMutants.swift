extension Mutant {
  /// Wrong versions of where deals stood, in the reports that are reconstructed.
  static let ofStandings = (ofVisits + ofEqualRows + ofTenantsOfStandings + ofDoubts + ofDirt).map(
    \.ofReconstruction)

  private static let ofVisits: [Mutant] = [
    Mutant(
      "stood-entered-then", "Counts a deal in the stage that it entered exactly at the instant.",
      .replace(
        "s.entered_at < (SELECT as_of FROM moment)", with: "s.entered_at <= (SELECT as_of FROM moment)")),
    Mutant(
      "stood-left-then", "Takes a deal for gone that left exactly at the instant.",
      .replace("(exited_at < (SELECT as_of FROM moment))", with: "(exited_at <= (SELECT as_of FROM moment))")),
    Mutant(
      "stood-though-left", "Counts deals that had left the pipeline.",
      .replace("(is_current OR (exited_at < (SELECT as_of FROM moment)) IS NOT TRUE)", with: "true")),
    Mutant(
      "stood-current-row-ends", "Takes a deal for gone whose current row was left.",
      .replace("(is_current OR (exited_at", with: "((exited_at")),
    Mutant(
      "stood-never-left-is-gone", "Takes a deal for gone that has no exit.",
      .replace(
        "(exited_at < (SELECT as_of FROM moment)) IS NOT TRUE",
        with: "exited_at >= (SELECT as_of FROM moment)")),
    Mutant(
      "stood-null-is-current", "Takes is_current NULL for current.",
      .replace("s.is_current IS TRUE AS is_current", with: "s.is_current IS NOT FALSE AS is_current")),
    Mutant(
      "stood-in-odd-visits", "Counts a deal in earlier stages too, where their rows are odd.",
      .remove("next_entered_at IS NULL AND ")),
    Mutant(
      "stood-in-current-row", "Prefers the current row to a later visit.",
      .replace(
        "ORDER BY s.entered_at, s.pipeline_stage_id, s.is_current IS TRUE,",
        with: "ORDER BY s.is_current IS TRUE, s.entered_at, s.pipeline_stage_id,")),
    Mutant(
      "stood-in-current-rows-only", "Reads current rows only.",
      .append(" AND s.is_current", after: "s.entered_at < (SELECT as_of FROM moment)")),
    Mutant(
      "stood-in-stage-left-last", "Takes for the last visit the one that was left last.",
      .replace("ORDER BY s.entered_at, s.pipeline_stage_id,", with: "ORDER BY s.exited_at,")),
    Mutant(
      "stood-in-smallest-stage", "Of visits that begin at once, chooses the smallest stage id.",
      .replace(
        "s.entered_at, s.pipeline_stage_id, s.is_current",
        with:
          "s.entered_at, s.pipeline_stage_id DESC, s.is_current")),
    Mutant(
      "stood-in-stage-of-any-pipeline", "Reads rows whose stage belongs to another pipeline.",
      .replace(
        "p.id = s.pipeline_stage_id AND p.pipeline_id = s.pipeline_id", with: "p.id = s.pipeline_stage_id",
        times: 2)),
    Mutant(
      "stood-in-one-pipeline", "Lets a deal stand in its last pipeline only.",
      .replace("PARTITION BY s.deal_id, s.pipeline_id", with: "PARTITION BY s.deal_id")),
    Mutant(
      "stood-since-created", "Leaves out deals that were created at the instant or later.",
      .append(" AND d.created_at < (SELECT as_of FROM moment)", after: "WHERE m.stands")),
  ]

  private static let ofEqualRows: [Mutant] = [
    Mutant(
      "stood-equal-rows-left", "Of equal rows, prefers one that was left.",
      .replace("s.exited_at NULLS LAST)", with: "s.exited_at NULLS FIRST)")),
    Mutant(
      "stood-equal-rows-left-first", "Of equal rows, chooses the one left first.",
      .replace("s.exited_at NULLS LAST)", with: "s.exited_at DESC NULLS LAST)")),
    Mutant(
      "stood-equal-rows-not-current", "Of equal rows, does not prefer the current one.",
      .remove("s.is_current IS TRUE, ")),
    Mutant(
      "stood-equal-rows-null-last", "Of equal rows, prefers one that is marked as not current.",
      .replace("s.is_current IS TRUE, ", with: "s.is_current NULLS FIRST, ")),
  ]

  private static let ofTenantsOfStandings: [Mutant] = [
    Mutant(
      "stood-rows-of-any-tenant", "Reads earlier rows of every tenant.",
      .replace("WHERE s.tenant_id = :'tenant_id'::uuid AND s.entered_at < ", with: "WHERE s.entered_at < ")),
    Mutant(
      "stood-later-rows-of-any-tenant", "Reads later rows of every tenant.",
      .replace(
        "WHERE s.tenant_id = :'tenant_id'::uuid AND s.entered_at >= ", with: "WHERE s.entered_at >= ")),
    Mutant(
      "stood-stages-of-any-tenant", "Joins stages without the tenant.",
      .remove("p.tenant_id = s.tenant_id AND ")),
    Mutant(
      "stood-deals-of-any-tenant", "Joins deals by id alone.",
      .replace(
        "d.tenant_id = :'tenant_id'::uuid AND d.id = m.deal_id\n  WHERE m.stands",
        with: "d.id = m.deal_id WHERE m.stands")),
    Mutant(
      "stood-dirty-deals-of-any-tenant", "Joins dirty deals by id alone.",
      .replace(
        "d.tenant_id = :'tenant_id'::uuid AND d.id = m.deal_id\n    WHERE m.is_dirty",
        with: "d.id = m.deal_id WHERE m.is_dirty")),
    Mutant(
      "stood-late-deals-of-any-tenant", "Looks for deals of every tenant that entered later.",
      .replace(
        "WHERE d.tenant_id = :'tenant_id'::uuid\n        AND (m.deal_id", with: "WHERE (m.deal_id")),
  ]
}
