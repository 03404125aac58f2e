import Foundation

/// SQL text that creates the CRM's four tables and its labels, and fills them. Table names are not qualified: `search_path`
/// decides where they are.
enum CRMInserts {
  /// The tables of the specification, section 1, and `deal.status`. Their only constraints are the keys
  /// that reports rely on, so that dirty rows can be loaded. The labels are a table here, and not a view.
  static func createTables(_ types: SourceTypes) -> String {
    """
    \(types.definitions)
    CREATE TABLE deal (
      tenant_id \(types.id), id \(types.id), pipeline_id \(types.id), stage_id \(types.id), amount \(types.amount),
      created_at \(types.instant), updated_at \(types.instant), expected_close_date \(types.date),
      close_date \(types.date), owned_by_user_id \(types.id), assigned_user_id \(types.id),
      owned_by_group_id \(types.id), assigned_group_id \(types.id), status varchar(20),
      \(types.currency.map { "currency \($0)," } ?? "")
      PRIMARY KEY (tenant_id, id)
    );
    CREATE TABLE deal_pipeline_stage_state (
      tenant_id \(types.id), deal_id \(types.id), pipeline_id \(types.id), pipeline_stage_id \(types.id),
      entered_at \(types.instant), exited_at \(types.instant), is_current \(types.flag)
    );
    CREATE TABLE pipeline_stage (
      tenant_id \(types.id), id \(types.id), pipeline_id \(types.id), name \(types.name),
      stage_state \(types.stageState),
      \(types.position.map { "position \($0)," } ?? "")
      \(types.probability.map { "probability \($0)," } ?? "")
      PRIMARY KEY (tenant_id, id)
    );
    CREATE TABLE sales_target (
      tenant_id \(types.id), principal_type \(types.principalType), principal_id \(types.id),
      pipeline_id \(types.id), period_start \(types.date), period_end \(types.date),
      target_amount \(types.target)
    );
    CREATE TABLE report_label (tenant_id uuid, kind text, id uuid, name text);

    """
  }

  /// One statement per table that has rows.
  static func inserts(of crm: CRM) -> String {
    insert(
      "deal", dealColumns(crm), crm.deals.map { values($0) + (crm.hasCurrency ? [literal($0.currency)] : []) }
    )
      + insert("deal_pipeline_stage_state", stageStateColumns, crm.stageStates.map(values))
      + insert(
        "pipeline_stage", stageColumns(crm),
        crm.stages.map {
          values($0) + (crm.hasPositions ? [literal($0.position)] : [])
            + (crm.hasProbabilities ? [literal($0.probability)] : [])
        })
      + insert("sales_target", targetColumns, crm.targets.map(values))
      + insert("report_label", "tenant_id, kind, id, name", crm.labels.map(values))
  }

  private static func dealColumns(_ crm: CRM) -> String {
    """
    tenant_id, id, pipeline_id, stage_id, amount, created_at, updated_at, expected_close_date, close_date, \
    owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id, status\(crm.hasCurrency ? ", currency" : "")
    """
  }
  private static let stageStateColumns =
    "tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at, exited_at, is_current"
  private static func stageColumns(_ crm: CRM) -> String {
    "tenant_id, id, pipeline_id, name, stage_state\(crm.hasPositions ? ", position" : "")"
      + (crm.hasProbabilities ? ", probability" : "")
  }
  private static let targetColumns = """
    tenant_id, principal_type, principal_id, pipeline_id, period_start, period_end, target_amount
    """

  private static func values(_ row: DealRow) -> [String] {
    [
      literal(row.tenantID), literal(row.id), literal(row.pipelineID), literal(row.stageID),
      literal(row.amount), literal(row.createdAt), literal(row.updatedAt), literal(row.expectedCloseDate),
      literal(row.closeDate), literal(row.ownedByUserID), literal(row.assignedUserID),
      literal(row.ownedByGroupID), literal(row.assignedGroupID), literal(row.status),
    ]
  }

  private static func values(_ row: StageStateRow) -> [String] {
    [
      literal(row.tenantID), literal(row.dealID), literal(row.pipelineID), literal(row.stageID),
      literal(row.enteredAt), literal(row.exitedAt), row.isCurrent.map { $0 ? "true" : "false" } ?? "NULL",
    ]
  }

  private static func values(_ row: StageRow) -> [String] {
    [
      literal(row.tenantID), literal(row.id), literal(row.pipelineID), literal(row.name),
      literal(row.stageState),
    ]
  }

  private static func values(_ row: SalesTargetRow) -> [String] {
    [
      literal(row.tenantID), literal(row.principalType), literal(row.principalID), literal(row.pipelineID),
      literal(row.periodStart), literal(row.periodEnd), literal(row.amount),
    ]
  }

  private static func values(_ row: LabelRow) -> [String] {
    [literal(row.tenantID), literal(row.kind), literal(row.id), literal(row.name)]
  }

  private static func insert(_ table: String, _ columns: String, _ rows: [[String]]) -> String {
    if rows.isEmpty { return "" }
    let tuples = rows.map { "  (" + $0.joined(separator: ", ") + ")" }.joined(separator: ",\n")
    return "INSERT INTO \(table) (\(columns)) VALUES\n\(tuples);\n"
  }

  // Ids, instants, dates and NaN carry their type, so that PostgreSQL does not have to guess it.

  private static func literal(_ text: String?) -> String {
    text.map { "'" + $0.replacing("'", with: "''") + "'" } ?? "NULL"
  }

  private static func literal(_ id: UUID?) -> String {
    id.map { "'\($0.text)'::uuid" } ?? "NULL"
  }

  private static func literal(_ amount: SourceAmount?) -> String {
    switch amount {
    case .cents(let cents): ExactDecimal(rounding: cents, over: 100, scale: 2).description
    case .billionths(let billionths):
      ExactDecimal(rounding: billionths, over: 1_000_000_000, scale: 9).description
    case .nan: "'NaN'::numeric"
    case .infinity: "'Infinity'::numeric"
    case nil: "NULL"
    }
  }

  /// Text, which becomes what the column's type makes of it.
  private static func literal(_ position: SourcePosition?) -> String {
    switch position {
    case .number(let hundredths):
      // Without decimals where there are none, so that integers can hold it.
      hundredths % 100 == 0
        ? "'\(hundredths / 100)'" : "'\(ExactDecimal(rounding: Int128(hundredths), over: 100, scale: 2))'"
    case .other(let text): literal(text)
    case nil: "NULL"
    }
  }

  /// Text, as for positions.
  private static func literal(_ probability: SourceProbability?) -> String {
    switch probability {
    case .millionths(let percent):
      percent % 1_000_000 == 0
        ? "'\(percent / 1_000_000)'"
        : "'\(ExactDecimal(rounding: Int128(percent), over: 1_000_000, scale: 6))'"
    case .null: "'null'"
    case .other(let text): literal(text)
    case nil: "NULL"
    }
  }

  private static func literal(_ instant: SourceInstant?) -> String {
    instant.map { "'\(CivilText.instant($0))'::timestamptz" } ?? "NULL"
  }

  private static func literal(_ date: SourceDate?) -> String {
    date.map { "'\(CivilText.date($0))'::date" } ?? "NULL"
  }
}

extension CRM {
  fileprivate var hasCurrency: Bool { currencyType != nil }
  fileprivate var hasPositions: Bool { positionType != nil }
  fileprivate var hasProbabilities: Bool { probabilityType != nil }
}
