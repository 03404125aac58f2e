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
    let rows = try connection.execute(statement, ["tenant_id": tenantID])
    let withTargets = try rows.filter { try $0.value("target_principals") > 0 }
    let unmatched = try withTargets.filter { row in
      let all: Int = try row.value("target_principals")
      return try row.value("without_deals") == all && row.value("deal_principals") > 0
    }
    return try unmatched.map { row in
      let all: Int = try row.value("target_principals")
      let type: String = try row.value("type")
      return SourceViolation(
        table: "sales_target",
        problem:
          "none of the \(all) principals of type \(type) that have targets owns or is assigned a deal, so that none of "
          + "the deals' principals of this type \(missing)",
        remedy:
          "make principal_id in sales_target and the owners and assignees in deal in the same way, from the same "
          + "key of the CRM, users as USER and groups as GROUP",
        // New users may be the only ones that have targets yet.
        isNote: unmatched.count < withTargets.count)
    }
  }
}
