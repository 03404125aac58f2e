internal import PostgreSQL
internal import Reports

/// Looks for targets whose principals no deal has.
enum TargetPrincipals {
  private static let statement = NamedStatement(CRMDefinitions.expand(SQLFile.target_principals))

  /// - Parameter connection: is in a transaction of the tenant.
  static func findings(
    _ reports: ScheduledReports, tenantID: String, _ connection: Connection
  ) throws -> [SourceViolation] {
    guard let missing = reports.missing(.target) else { return [] }
    let row = try connection.execute(statement, ["tenant_id": tenantID]).only
    let all: Int = try row.value("target_principals")
    guard all > 0, try row.value("without_deals") == all, try row.value("deal_principals") > 0 else {
      return []
    }
    return [
      SourceViolation(
        table: "sales_target",
        problem:
          "none of the \(all) principals that have targets owns or is assigned a deal, so that none of "
          + "the deals' principals \(missing)",
        remedy:
          "make principal_id in sales_target and the owners and assignees in deal in the same way, from the same "
          + "key of the CRM, users as USER and groups as GROUP")
    ]
  }
}
