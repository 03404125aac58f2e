internal import PostgreSQL
internal import Reports

/// Looks for current rows of deal_pipeline_stage_state that reports leave out, because they match no deal or no stage or
/// contradict themselves.
struct StateRows {
  private static let statement = NamedStatement(CRMDefinitions.expand(SQLFile.state_rows))
  private static let table = "deal_pipeline_stage_state"

  private let row: Row

  /// - Parameter connection: is in a transaction of the tenant.
  init(tenantID: String, _ connection: Connection) throws {
    row = try connection.execute(Self.statement, ["tenant_id": tenantID]).only
  }

  func findings(_ reports: ScheduledReports) throws -> [SourceViolation] {
    let states: Int = try row.value("states")
    let current: Int = try row.value("current_states")
    guard current > 0 else { return none(states: states, reports) }
    return try [
      rows(
        [.currentStage, .visit], "a deal_id that is the id of no deal", "of_unknown_deal",
        of: "current_states",
        "make deal_id in \(Self.table) and id in deal in the same way, from the same key of the CRM", reports),
      rows(
        [.currentStage, .visit], "a pipeline_stage_id that is the id of no row of pipeline_stage",
        "in_unknown_stage",
        of: "current_states",
        "make pipeline_stage_id in \(Self.table) and id in pipeline_stage in the same way, from the same key of the CRM",
        reports),
      rows(
        [.pipelineOfStage], "a pipeline_id other than that of their stage", "in_other_pipeline",
        of: "in_known_stage", "take pipeline_id from the stage", reports),
      rows(
        [.entry], "no entered_at", "without_entered_at", of: "current_states",
        "set it, to the deal's created_at where the CRM has nothing else", reports),
      rows(
        [.openEnd], "an exited_at although the stage is open", "exited_open_stage", of: "in_open_stage",
        "set it to NULL in the row of the stage that the deal is in now", reports),
      several(reports),
    ].compactMap(\.self)
  }

  private func several(_ reports: ScheduledReports) throws -> SourceViolation? {
    let deals: Int = try row.value("with_several")
    guard deals > 0, reports.missing(.currentStage) != nil else { return nil }
    return SourceViolation(
      table: Self.table,
      problem:
        "\(deals) deals have several current rows in one pipeline, and reports choose one of them: the latest, or for a "
        + "close the earliest",
      remedy:
        "if that is not meant, set is_current to true only in the row of the stage that the deal is in now",
      isNote: true)
  }

  private func none(states: Int, _ reports: ScheduledReports) -> [SourceViolation] {
    guard let missing = reports.missing(states > 0 ? [.currentStage] : [.currentStage, .visit]) else {
      return []
    }
    return [
      states > 0
        ? SourceViolation(
          table: Self.table,
          problem:
            "none of the tenant's \(states) rows of \(Self.table) is current, so that no deal \(missing)",
          remedy: "set is_current to true in the row of the stage that the deal is in now")
        : SourceViolation(
          table: Self.table, problem: "the tenant has no rows in \(Self.table), so that no deal \(missing)",
          remedy:
            "make a row for the stage that each deal is in now, with is_current true; docs/your_crm.md shows how"
        )
    ]
  }

  private func rows(
    _ gaps: [SourceGap], _ lack: String, _ column: String, of total: String, _ remedy: String,
    _ reports: ScheduledReports
  ) throws -> SourceViolation? {
    UncountedRows(
      table: Self.table, rows: "current rows of \(Self.table)", none: "by these no deal", lack: lack,
      count: try row.value(column), total: try row.value(total), ifAll: .problem, ifPartial: .note,
      remedy: remedy
    ).violation(reports.missing(gaps))
  }
}
