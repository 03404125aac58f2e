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

  /// - Parameter stagePipelines: the number of pipelines that have stages; nil if it is not known.
  func findings(_ reports: ScheduledReports, stagePipelines: Int?) throws -> [SourceViolation] {
    try [
      lacking(.stage, "with_stage_id", "no stage_id", "set it to the stage that the deal is in now", reports),
      rows(
        .stage, "a stage_id that is the id of no row of pipeline_stage", row.value("in_unknown_stage"),
        of: row.value("with_stage_id"),
        "make stage_id in deal and id in pipeline_stage in the same way, from the same key of the CRM",
        reports),
      lacking(
        .pipeline, "with_pipeline_id", "no pipeline_id", "set it to the deal's pipeline", reports),
      rows(
        .pipeline, "a pipeline_id that no row of pipeline_stage has", row.value("in_unknown_pipeline"),
        of: row.value("with_pipeline_id"), ifAll: .note,
        "make pipeline_id in deal and in pipeline_stage in the same way, from the same key of the CRM",
        reports),
      lacking(
        .principal, "with_principal", "no owner and no assignee",
        "set owned_by_user_id, assigned_user_id, owned_by_group_id or assigned_group_id", reports),
      lacking(
        .closeDate, "with_close_date", "neither an expected_close_date nor a close_date",
        "set expected_close_date to the day on which the deal should close", reports),
      rows(
        .creation, "no created_at", deals - row.value("with_created_at"), of: deals,
        "set it to the time at which the deal was made", reports),
      rows(
        .update, "no updated_at", deals - row.value("with_updated_at"), of: deals,
        "set it, to created_at where the CRM has nothing else", reports),
      amounts(reports),
    ].compactMap(\.self) + pipelines(stagePipelines)
  }

  /// What a CRM may lack in every row, and lacks in some rows anyway.
  private func lacking(
    _ gap: SourceGap, _ present: String, _ lack: String, _ remedy: String, _ reports: ScheduledReports
  ) throws -> SourceViolation? {
    try rows(
      gap, lack, deals - row.value(present), of: deals, ifAll: .note, ifPartial: .silent, remedy, reports)
  }

  private func rows(
    _ gap: SourceGap, _ lack: String, _ count: Int, of total: Int,
    ifAll: UncountedRows.Verdict = .problem, ifPartial: UncountedRows.Verdict = .note, _ remedy: String,
    _ reports: ScheduledReports
  ) -> SourceViolation? {
    UncountedRows(
      table: "deal", rows: "deals", none: "none of these", lack: lack, count: count, total: total,
      ifAll: ifAll, ifPartial: ifPartial, remedy: remedy
    ).violation(reports.missing(gap))
  }

  /// A CRM may keep no amounts.
  private func amounts(_ reports: ScheduledReports) throws -> SourceViolation? {
    guard deals > 0, try row.value("with_amount") == 0, let missing = reports.missing(.amount) else {
      return nil
    }
    return SourceViolation(
      table: "deal",
      problem: "none of the tenant's \(deals) deals has an amount, so that none \(missing)",
      remedy: "if the CRM has amounts, put them into the column amount", isNote: true)
  }

  private func pipelines(_ ofStages: Int?) throws -> [SourceViolation] {
    let ofDeals: Int = try row.value("pipelines")
    guard let ofStages, ofDeals == 1, try row.value("in_unknown_pipeline") == 0 else { return [] }
    let problem =
      ofStages > 1
      ? "all of the tenant's deals are in one pipeline, and \(ofStages) pipelines have stages"
      : "the tenant has one pipeline"
    return [
      SourceViolation(
        table: "deal", problem: problem,
        remedy: "if the CRM has more, put its own id of the pipeline into pipeline_id", isNote: true)
    ]
  }
}
