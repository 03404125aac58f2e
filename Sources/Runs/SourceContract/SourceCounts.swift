package import Foundation
package import PostgreSQL

/// Compares what the role that computes reports sees of the CRM with what the CRM's owner sees.
package enum SourceCounts {
  /// A database and a connection to it.
  package struct Session {
    package let database: Database
    package let connection: Connection

    package init(_ database: Database, _ connection: Connection) {
      self.database = database
      self.connection = connection
    }
  }

  /// Counts a tenant's rows as both see them, in one snapshot.
  ///
  /// - Parameters:
  ///   - session: of the role that computes reports.
  ///   - owner: of the owner, in the same database.
  ///   - sources: what was found out about the CRM's tables.
  ///   - timeLimitSeconds: how long counting the rows of a table may take.
  /// - Returns: the tables whose counts differ, that the owner cannot count, or that were not counted in time.
  /// - Throws: ``ValueFailure`` and `PostgresError`.
  package static func differences(
    of tenant: UUID, _ session: Session, owner: Session, _ sources: CheckedSources, timeLimitSeconds: Int
  ) throws -> [SourceViolation] {
    func snapshot<Result>(_ session: Session, _ body: (Connection) throws -> Result) throws -> Result {
      var settings = session.database.reading(sources, of: tenant)
      settings.timeLimitSeconds = timeLimitSeconds
      return try session.connection.transaction(settings, body)
    }
    func tookTooLong(_ table: String) -> SourceViolation {
      .tookTooLong("counting the tenant's rows of \(table)", seconds: timeLimitSeconds)
    }
    return try ValueFailure.locating(nil, of: tenant, session.database, session.connection, sources) {
      try snapshot(session) { connection in
        let id: String = try connection.execute("SELECT pg_export_snapshot() AS id").only.value("id")
        return try SourceTables.names.compactMap { table in
          let seen: Int
          do {
            seen = try connection.withSavepoint { try count(table, tenant, connection) }
          } catch let error as PostgresError where error.isCancelled {
            return tookTooLong(table)
          }
          do {
            // A transaction for each table, because an error ends it.
            let all = try snapshot(owner) { connection in
              try connection.executeScript("SET TRANSACTION SNAPSHOT \(connection.quoteLiteral(id))")
              // An owner whom a policy binds gets an error, and not a smaller number.
              try connection.executeScript("SET LOCAL row_security = off")
              return try count(table, tenant, connection)
            }
            return seen == all ? nil : difference(table, seen: seen, all: all)
          } catch let error as PostgresError where error.isCancelled {
            return tookTooLong(table)
          } catch let error as PostgresError where error.kind == .statement {
            return SourceViolation(
              table: table, problem: "the owner cannot count the rows of \(table): \(error)",
              remedy: "--owner-url must name the same database, with a role that reads all rows of the CRM")
          }
        }
      }
    }
  }

  private static func count(_ table: String, _ tenant: UUID, _ connection: Connection) throws -> Int {
    try connection.execute(
      "SELECT count(*) AS rows FROM \(table) WHERE tenant_id = $1::uuid", [tenant.uuidString]
    ).only.value("rows")
  }

  private static func difference(_ table: String, seen: Int, all: Int) -> SourceViolation {
    SourceViolation(
      table: table,
      problem: "the role sees \(seen) of the tenant's rows of \(table), and the owner sees \(all)",
      remedy: "find what hides the others: policies, conditions on the role, or another server")
  }
}
