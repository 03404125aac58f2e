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
    guard let readers = reports.reading(Self.table) else { return [] }
    let states: Int = try row.value("states")
    let current: Int = try row.value("current_states")
    guard states > 0 else {
      return [
        none(
          "the tenant has no rows in \(Self.table), so that \(readers) cannot count any deal",
          "make a row for the stage that each deal is in now, with is_current true; docs/your_crm.md shows how"
        )
      ]
    }
    guard current > 0 else {
      return [
        none(
          "none of the tenant's \(states) rows of \(Self.table) is current, so that \(readers) cannot count any deal",
          "set is_current to true in the row of the stage that the deal is in now")
      ]
    }
    return try [
      rows(
        "of_unknown_deal", of: "current_states", "a deal_id that is the id of no deal",
        "make deal_id in \(Self.table) and id in deal in the same way, from the same key of the CRM",
        read: Self.table, reports),
      rows(
        "in_unknown_stage", of: "current_states",
        "a pipeline_stage_id that is the id of no row of pipeline_stage",
        "make pipeline_stage_id in \(Self.table) and id in pipeline_stage in the same way, from the same key of the CRM",
        read: Self.table, reports),
      rows(
        "in_other_pipeline", of: "in_known_stage", "a pipeline_id other than that of their stage",
        "take pipeline_id from the stage", read: "p.pipeline_id = s.pipeline_id", reports),
      rows(
        "without_entered_at", of: "current_states", "no entered_at",
        "set it, to the deal's created_at where the CRM has nothing else", read: "s.entered_at", reports),
      rows(
        "exited_open_stage", of: "in_open_stage", "an exited_at although the stage is open",
        "set it to NULL in the row of the stage that the deal is in now", read: "s.exited_at", reports),
    ].compactMap(\.self)
  }

  private func none(_ problem: String, _ remedy: String) -> SourceViolation {
    SourceViolation(table: Self.table, problem: problem, remedy: remedy)
  }

  private func rows(
    _ column: String, of total: String, _ lack: String, _ remedy: String, read: String,
    _ reports: ScheduledReports
  ) throws -> SourceViolation? {
    guard let readers = reports.reading(read) else { return nil }
    return UncountedRows(
      table: Self.table, rows: "current rows of \(Self.table)", lack: lack, count: try row.value(column),
      total: try row.value(total), some: .note, remedy: remedy
    ).violation(readers)
  }
}
