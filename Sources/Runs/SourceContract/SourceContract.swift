internal import Foundation
package import PostgreSQL

/// What the CRM's tables must be, so that reports are complete and count each deal once. `docs/operations.md`
/// has the rules.
package enum SourceContract {
  /// The violations, all of them.
  package struct Broken: Error, CustomStringConvertible {
    package let violations: [SourceViolation]

    package var description: String { violations.map(\.description).joined(separator: "\n") }
  }

  /// Looks at definitions only, never at rows.
  ///
  /// - Parameters:
  ///   - connection: of the role that computes reports.
  ///   - trusted: tables of which the operator says that no rows are hidden.
  /// - Throws: ``Broken``.
  package static func check(
    _ connection: Connection, _ database: Database, trusting trusted: [String] = []
  ) throws -> CheckedSources {
    // Rights are looked for as a run reads. This tenant has no rows.
    let tenant = UUID()
    var settings = database.transaction(.readCommitted, tenant: tenant)
    settings.isReadOnly = true
    return try connection.transaction(settings) { connection in
      let session = try connection.execute(
        "SELECT quote_ident(current_user) AS role, current_setting('server_encoding') AS encoding"
      ).only
      let role: String = try session.value("role")
      let columns = try ColumnsCheck(schema: database.schema, role: role).violations(connection)
      let relations = try connection.execute(
        NamedStatement(SQLFile.source_relations), ["tables": ArrayLiteral.text(SourceTables.names)])
      let views: [String] = try relations.filter { try $0.value("is_view") }.map {
        try $0.value("table_name")
      }
      let usable = views.filter { table in !columns.contains { $0.table == table } }
      var violations = try encoding(session.value("encoding")) + columns
      violations += try MissingRightsCheck(schema: database.schema, role: role).violations(
        usable, tenantID: tenant.uuidString, connection)
      let hidden = try HiddenRowsCheck(role: role).violations(connection)
      let isTrusted = { (violation: SourceViolation) in violation.table.map(trusted.contains) ?? false }
      violations += hidden.filter { !isTrusted($0) }
      guard violations.isEmpty else { throw Broken(violations: violations) }
      let optional = try OptionalColumns(connection)
      return CheckedSources(
        unprovenKeys: try unprovenKeys(connection), trusted: SourceTables.names.filter(trusted.contains),
        doubts: hidden.filter(isTrusted).map(\.problem),
        lackStatistics: try relations.contains { try $0.value("lacks_statistics") },
        optionalColumns: optional.readable, notes: optional.notes(schema: database.schema, role: role),
        currencyViolations: try ColumnsCheck(schema: database.schema, role: role).violations(
          of: [.dealCurrency], connection))
    }
  }

  private static func encoding(_ name: String) -> [SourceViolation] {
    guard name == "SQL_ASCII" else { return [] }
    return [
      SourceViolation(
        problem: "the encoding of the database is SQL_ASCII, so nobody knows what its text means",
        remedy: "load a dump of it into a database made with ENCODING 'UTF8'")
    ]
  }

  private static func unprovenKeys(_ connection: Connection) throws -> [String] {
    let tables = ArrayLiteral.text(SourceTables.keyed)
    return try connection.execute(NamedStatement(SQLFile.unproven_keys), ["tables": tables])
      .map { try $0.value("table_name") }
  }
}
