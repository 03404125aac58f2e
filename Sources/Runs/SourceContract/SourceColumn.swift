internal import Reports

/// A column of the CRM that reports read.
struct SourceColumn {
  let table: String
  let name: String
  let type: SourceType

  static let all = deal + stageState + stage + target

  /// Needed for tenants that have a currency.
  static let dealCurrency = SourceColumn(
    table: OptionalColumn.dealCurrency.table, name: OptionalColumn.dealCurrency.name, type: .text)

  private static let deal = columns(
    of: "deal", ids: ["tenant_id", "id", "pipeline_id", "stage_id"],
    [
      ("amount", .amount), ("created_at", .instant), ("updated_at", .instant),
      ("expected_close_date", .date), ("close_date", .date), ("owned_by_user_id", .id),
      ("assigned_user_id", .id), ("owned_by_group_id", .id), ("assigned_group_id", .id),
    ])

  private static let stageState = columns(
    of: "deal_pipeline_stage_state", ids: ["tenant_id", "deal_id", "pipeline_id", "pipeline_stage_id"],
    [("entered_at", .instant), ("exited_at", .instant), ("is_current", .flag)])

  private static let stage = columns(
    of: "pipeline_stage", ids: ["tenant_id", "id", "pipeline_id"], [("name", .text), ("stage_state", .text)])

  private static let target = columns(
    of: "sales_target", ids: ["tenant_id", "principal_id", "pipeline_id"],
    [
      ("principal_type", .text), ("period_start", .date), ("period_end", .date), ("target_amount", .amount),
    ])

  private static func columns(
    of table: String, ids: [String], _ others: [(name: String, type: SourceType)]
  ) -> [SourceColumn] {
    ids.map { SourceColumn(table: table, name: $0, type: .id) }
      + others.map { SourceColumn(table: table, name: $0.name, type: $0.type) }
  }
}
