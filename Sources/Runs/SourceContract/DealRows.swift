internal import PostgreSQL
internal import Reports

/// Looks for deals that reports leave out, and for ids of deals that match none of another table.
struct DealRows {
  private static let statement = NamedStatement(CRMDefinitions.expand(SQLFile.deal_rows))

  private let row: Row
  private let deals: Int

  /// - Parameter connection: is in a transaction of the tenant.
  init(tenantID: String, _ connection: Connection) throws {
    row = try connection.execute(Self.statement, ["tenant_id": tenantID]).only
    deals = try row.value("deals")
  }

  /// - Parameter stagePipelines: the number of pipelines that have stages.
  func findings(_ reports: ScheduledReports, stagePipelines: Int) throws -> [SourceViolation] {
    try [
      lacking(
        "with_stage_id", "no stage_id", "set it to the stage that the deal is in now", read: "d.stage_id",
        reports),
      unknown(
        "in_unknown_stage", of: "with_stage_id", "a stage_id that is the id of no row of pipeline_stage",
        "make stage_id in deal and id in pipeline_stage in the same way, from the same key of the CRM",
        read: "d.stage_id", reports),
      lacking("with_pipeline_id", "no pipeline_id", "set it", read: "d.pipeline_id", reports),
      unknown(
        "in_unknown_pipeline", of: "with_pipeline_id", "a pipeline_id that no row of pipeline_stage has",
        "make pipeline_id in deal and in pipeline_stage in the same way, from the same key of the CRM",
        read: "d.pipeline_id", reports),
      lacking(
        "with_principal", "no owner and no assignee",
        "set owned_by_user_id, assigned_user_id, owned_by_group_id or assigned_group_id",
        read: "owned_by_user_id",
        reports),
      lacking(
        "with_close_date", "neither an expected_close_date nor a close_date",
        "set expected_close_date to the day on which the deal should close", read: "d.expected_close_date",
        reports),
      lacking(
        "with_created_at", "no created_at", "set it", some: .note, read: "d.created_at", reports),
      lacking(
        "with_updated_at", "no updated_at", "set it, to created_at where the CRM has nothing else",
        some: .note,
        read: "d.updated_at", reports),
      amounts(reports),
    ].compactMap(\.self) + pipelines(stagePipelines)
  }

  private func lacking(
    _ present: String, _ lack: String, _ remedy: String, some: UncountedRows.Some = .nothing, read: String,
    _ reports: ScheduledReports
  ) throws -> SourceViolation? {
    try rows(lack, deals - row.value(present), of: deals, some, remedy, read: read, reports)
  }

  private func unknown(
    _ column: String, of total: String, _ lack: String, _ remedy: String, read: String,
    _ reports: ScheduledReports
  ) throws -> SourceViolation? {
    try rows(lack, row.value(column), of: row.value(total), .note, remedy, read: read, reports)
  }

  private func rows(
    _ lack: String, _ count: Int, of total: Int, _ some: UncountedRows.Some, _ remedy: String, read: String,
    _ reports: ScheduledReports
  ) -> SourceViolation? {
    guard let readers = reports.reading(read) else { return nil }
    return UncountedRows(
      table: "deal", rows: "deals", lack: lack, count: count, total: total, some: some, remedy: remedy
    ).violation(readers)
  }

  /// A CRM may keep no amounts.
  private func amounts(_ reports: ScheduledReports) throws -> SourceViolation? {
    guard deals > 0, try row.value("with_amount") == 0, let readers = reports.reading("d.amount") else {
      return nil
    }
    return SourceViolation(
      table: "deal",
      problem: "none of the tenant's \(deals) deals has an amount, so that every sum in \(readers) is 0",
      remedy: "if the CRM has amounts, put them into the column amount", mayBeMeant: true)
  }

  private func pipelines(_ ofStages: Int) throws -> [SourceViolation] {
    let ofDeals: Int = try row.value("pipelines")
    guard ofDeals == 1, try row.value("in_unknown_pipeline") == 0 else { return [] }
    let problem =
      ofStages > 1
      ? "all of the tenant's deals are in one pipeline, and \(ofStages) pipelines have stages"
      : "the tenant has one pipeline"
    return [
      SourceViolation(
        table: "deal", problem: problem,
        remedy: "if the CRM has more, put its own id of the pipeline into pipeline_id", mayBeMeant: true)
    ]
  }
}
