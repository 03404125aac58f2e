internal import PostgreSQL

/// Rows of the CRM that share their `(tenant_id, id)`: a report would count one deal several times, and
/// another report would not.
package struct RepeatedKeys: Error, CustomStringConvertible {
  /// One for each table.
  let violations: [SourceViolation]

  package var description: String { violations.map(\.description).joined(separator: "; ") }

  /// Looks at all rows of the tenant.
  ///
  /// - Parameters:
  ///   - tables: of ``SourceTables/keyed``.
  ///   - connection: is in the transaction whose snapshot is computed from.
  /// - Throws: ``RepeatedKeys`` if an id has several rows.
  static func check(_ tables: [String], tenantID: String, _ connection: Connection) throws {
    let violations = try tables.compactMap { try violation($0, tenantID, connection) }
    if !violations.isEmpty { throw RepeatedKeys(violations: violations) }
  }

  private static func violation(
    _ table: String, _ tenantID: String, _ connection: Connection
  ) throws -> SourceViolation? {
    let count: Int = try connection.execute(
      """
      SELECT count(*) AS ids FROM (
        SELECT FROM \(table) WHERE tenant_id = $1::uuid GROUP BY id HAVING count(*) > 1) AS repeated
      """, [tenantID]
    ).only.value("ids")
    guard count > 0 else { return nil }
    return SourceViolation(
      table: table,
      problem:
        "\(count) of the tenant's ids in \(table) have several rows, and deals would count several times",
      remedy:
        "remove the others, or correct the view, the partitions or the tables that inherit; a unique index "
        + "on (tenant_id, id) of the table itself keeps it so")
  }
}
