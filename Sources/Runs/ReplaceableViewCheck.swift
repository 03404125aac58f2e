internal import Foundation
internal import PostgreSQL

/// Checks a view of ours that may have been replaced.
struct ReplaceableViewCheck {
  let view: ReplaceableView

  /// What is wrong with the definition, or with the right to read the view.
  ///
  /// - Parameters:
  ///   - connection: of the role that computes reports.
  ///   - hint: what to do if it is missing, apart from `migrate`.
  func violations(
    _ connection: Connection, _ database: Database, ifMissing hint: String
  ) throws -> [SourceViolation] {
    let tenant = UUID()
    var settings = database.transaction(.readCommitted, tenant: tenant)
    settings.isReadOnly = true
    return try connection.transaction(settings) { connection in
      let found = try connection.execute(
        "SELECT quote_ident(current_user) AS role, to_regclass($1) IS NOT NULL AS is_there", [view.name]
      ).only
      guard try found.value("is_there") else {
        return [
          SourceViolation(
            table: view.name, problem: "\(view.name) does not exist in schema \(database.schema)",
            remedy: "as the owner of the report tables run `dyno-reports migrate`, which makes \(hint)")
        ]
      }
      let role: String = try found.value("role")
      let columns = try ColumnsCheck(schema: database.schema, role: role).violations(
        of: view.columns, connection)
      guard columns.isEmpty else { return columns }
      return try MissingRightsCheck(schema: database.schema, role: role).violations(
        [view.name], tenantID: tenant.uuidString, connection)
    }
  }
}
