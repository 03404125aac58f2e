extension Mutant {
  /// Wrong warnings of deals that were created later, or had not entered a stage.
  static let ofDoubts: [Mutant] = [
    Mutant(
      "stood-created-then-is-sure", "Does not warn of a deal that was created exactly at the instant.",
      .replace(
        "d.created_at >= (SELECT as_of FROM moment) AS", with: "d.created_at > (SELECT as_of FROM moment) AS")
    ),
    Mutant(
      "stood-created-later-anywhere", "Warns of deals that were created later, wherever they stood.",
      .replace(
        "SELECT pipeline_id, deal_id, 'created later' AS kind FROM standing WHERE is_created_later",
        with: """
          SELECT m.pipeline_id, m.deal_id, 'created later' AS kind
          FROM (SELECT DISTINCT pipeline_id, deal_id FROM marked) AS m
          JOIN deal d ON d.tenant_id = :'tenant_id'::uuid AND d.id = m.deal_id
          WHERE d.created_at >= (SELECT as_of FROM moment)
          """)),
    Mutant(
      "stood-late-created-then",
      "Warns of a deal as without a stage that was created exactly at the instant.",
      .replace("OR d.created_at < (", with: "OR d.created_at <= (")),
    Mutant(
      "stood-late-created-later", "Warns of deals without a stage that did not exist.",
      .replace("OR d.created_at < (SELECT as_of FROM moment)", with: "OR true")),
    Mutant(
      "stood-late-in-every-pipeline", "Warns of a deal in each pipeline that it entered later.",
      .replace(
        "DISTINCT ON (deal_id) pipeline_id", with: "DISTINCT ON (deal_id, pipeline_id) pipeline_id"),
      .replace("ORDER BY deal_id, entered_at, stage_id", with: "ORDER BY deal_id, pipeline_id")),
    Mutant(
      "stood-late-in-last-pipeline", "Warns of a deal in the pipeline that it entered last.",
      .replace("ORDER BY deal_id, entered_at, stage_id", with: "ORDER BY deal_id, entered_at DESC, stage_id")),
    Mutant(
      "stood-late-in-greatest-stage", "Of first visits that begin at once, chooses the greatest stage id.",
      .replace("ORDER BY deal_id, entered_at, stage_id", with: "ORDER BY deal_id, entered_at, stage_id DESC")),
    Mutant(
      "stood-late-though-placed", "Warns of deals as without a stage that stood in another pipeline.",
      .remove("WHERE NOT is_placed")),
    Mutant(
      "stood-late-though-gone", "Warns of deals as without a stage that had left all pipelines.",
      .replace("(SELECT DISTINCT deal_id FROM marked)", with: "(SELECT DISTINCT deal_id FROM standing)")),
  ]

  /// Wrong warnings of histories that do not fit.
  static let ofDirt: [Mutant] = [
    Mutant(
      "stood-equal-rows-fit", "Does not warn of equal rows.",
      .remove("next_entered_at = entered_at AND next_stage_id = stage_id\n          OR ")),
    Mutant(
      "stood-ties-are-dirt", "Warns of visits that begin at once.",
      .remove(" AND next_stage_id = stage_id")),
    Mutant(
      "stood-left-before-entered", "Does not warn of a visit that ended before it began.",
      .remove("OR exited_at < entered_at")),
    Mutant(
      "stood-no-time-is-dirt", "Warns of a visit that ended when it began.",
      .replace("OR exited_at < entered_at", with: "OR exited_at <= entered_at")),
    Mutant(
      "stood-overlaps-fit", "Does not warn of visits that overlap.",
      .remove("OR exited_at > next_entered_at")),
    Mutant(
      "stood-next-is-dirt", "Warns of a visit that ended when the next began.",
      .replace("OR exited_at > next_entered_at", with: "OR exited_at >= next_entered_at")),
    Mutant(
      "stood-gaps-are-dirt", "Warns of gaps.",
      .replace("OR exited_at > next_entered_at", with: "OR exited_at <> next_entered_at")),
    Mutant(
      "stood-current-before-next", "Does not warn of a current row that another visit follows.",
      .remove("next_entered_at IS NOT NULL OR ")),
    Mutant(
      "stood-current-and-left", "Does not warn of a current row that was left.",
      .remove(" OR exited_at IS NOT NULL")),
    Mutant(
      "stood-overlaps-later", "Does not warn of the last visit where it overlaps a later one.",
      .remove("s.exited_at > next.entered_at\n      OR ")),
    Mutant(
      "stood-next-is-dirt-later", "Warns of the last visit where it ended when a later one began.",
      .replace("s.exited_at > next.entered_at", with: "s.exited_at >= next.entered_at")),
    Mutant(
      "stood-current-before-later", "Does not warn of a current row that a later visit follows.",
      .remove("OR s.is_current AND next.entered_at IS NOT NULL")),
    Mutant(
      "stood-never-left-fits", "Does not warn of a last visit that is neither current nor left.",
      .remove("OR NOT s.is_current AND s.exited_at IS NULL AND next.entered_at IS NULL")),
    Mutant(
      "stood-not-left-yet-is-dirt", "Warns of a visit without an exit that a later one follows.",
      .remove(" AND next.entered_at IS NULL")),
    Mutant(
      "stood-next-in-any-pipeline", "Takes a later visit to another pipeline for the next one.",
      .remove(" AND next.pipeline_id = s.pipeline_id")),
    Mutant(
      "stood-dirty-rows-counted", "Warns of the number of reasons, not of deals.",
      .replace(
        "count(DISTINCT deal_id) FILTER (WHERE kind = 'dirty')",
        with: "count(*) FILTER (WHERE kind = 'dirty')")),
    Mutant(
      "stood-dirty-where-it-stood", "Warns of deals only that stood in the pipeline.",
      .replace(
        "WHERE m.is_dirty",
        with: "WHERE m.is_dirty AND (m.deal_id, m.pipeline_id) IN (SELECT deal_id, pipeline_id FROM standing)"
      )),
    Mutant(
      "stood-dirty-since-created", "Warns of deals only that were created by then.",
      .append(" AND d.created_at < (SELECT as_of FROM moment)", after: "WHERE m.is_dirty")),
    Mutant(
      "stood-dirty-rows-of-any-pipeline", "Warns of a dirty deal in each pipeline in which it stood.",
      .replace(
        "SELECT m.pipeline_id, m.deal_id, 'dirty'\n    FROM marked m",
        with:
          "SELECT o.pipeline_id, m.deal_id, 'dirty' FROM marked m JOIN standing o ON o.deal_id = m.deal_id")),
  ]
}
