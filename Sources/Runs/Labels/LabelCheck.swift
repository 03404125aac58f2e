internal import Foundation
package import PostgreSQL

/// Checks the definition of the view of names, and the right to read it.
package enum LabelCheck {
  /// - Parameter connection: of the role that computes reports.
  package static func violations(
    _ connection: Connection, _ database: Database
  ) throws -> [SourceViolation] {
    let tenant = UUID()
    var settings = database.transaction(.readCommitted, tenant: tenant)
    settings.isReadOnly = true
    return try connection.transaction(settings) { connection in
      let found = try connection.execute(
        "SELECT quote_ident(current_user) AS role, to_regclass($1) IS NOT NULL AS is_there", [LabelView.name]
      ).only
      guard try found.value("is_there") else { return [isMissing(database.schema)] }
      let role: String = try found.value("role")
      let columns = try ColumnsCheck(schema: database.schema, role: role).violations(
        of: LabelView.columns, connection)
      guard columns.isEmpty else { return columns }
      return try MissingRightsCheck(schema: database.schema, role: role).violations(
        [LabelView.name], tenantID: tenant.uuidString, connection)
    }
  }

  private static func isMissing(_ schema: String) -> SourceViolation {
    SourceViolation(
      table: LabelView.name, problem: "\(LabelView.name) does not exist in schema \(schema)",
      remedy:
        "as the owner of the report tables run `dyno-reports migrate`, which makes an empty one, or make a view that "
        + "has names, as docs/your_crm.md shows")
  }
}
