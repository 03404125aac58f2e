package import Calendars
package import Foundation
package import PostgreSQL

/// The database that a command works on: how to connect to it, and the CRM's schema in it.
package struct Database: Sendable {
  package let settings: ConnectionSettings
  package let schema: String
  /// In seconds, for what computes, reads facts, or reads the CRM.
  package let timeLimitSeconds: Int

  package init(
    settings: ConnectionSettings, schema: String, timeLimitSeconds: Int = TimeLimit.longSeconds
  ) {
    self.settings = settings
    self.schema = schema
    self.timeLimitSeconds = timeLimitSeconds
  }

  /// The current time of the database server, in whole seconds.
  package static func clock(_ connection: Connection) throws -> Instant {
    let answer = try connection.execute(
      "SELECT floor(extract(epoch FROM clock_timestamp()))::bigint AS seconds")
    return Instant(secondsSinceEpoch: try answer.only.value("seconds"))
  }

  package func connect() throws(PostgresError) -> Connection {
    try Connection(settings, applicationName: "dyno-reports")
  }

  /// A connection whose statements may take as long as the user allows, outside of transactions too.
  package func connectForLongStatements() throws(PostgresError) -> Connection {
    try Connection(
      settings, applicationName: "dyno-reports", timeLimit: TimeLimit(seconds: timeLimitSeconds))
  }

  /// Settings of a transaction for one tenant: row level security shows the rows of this tenant only. Without
  /// a tenant, tables with tenants' rows cannot be read.
  package func transaction(
    _ isolation: TransactionSettings.Isolation, tenant: UUID?
  ) -> TransactionSettings {
    let id = tenant.map { ["dyno_reports.tenant_id": $0.uuidString.lowercased()] }
    return TransactionSettings(isolation, schema: schema, applicationSettings: id ?? [:])
  }

  /// The same for a transaction that may take as long as the user allows.
  package func longTransaction(
    _ isolation: TransactionSettings.Isolation, tenant: UUID?
  ) -> TransactionSettings {
    var settings = transaction(isolation, tenant: tenant)
    settings.timeLimitSeconds = timeLimitSeconds
    return settings
  }

  /// Settings of a transaction that reads a tenant's rows of the CRM in one snapshot.
  ///
  /// - Parameter sources: what was found out about the CRM's tables.
  func reading(_ sources: CheckedSources, of tenant: UUID) -> TransactionSettings {
    var settings = longTransaction(.repeatableRead, tenant: tenant)
    settings.avoidsNestedLoops = sources.lackStatistics
    // Lets a million deals be sorted in memory rather than on disk, which saves a fifth of the overview's
    // time.
    settings.workMemoryMegabytes = 64
    return settings
  }
}

extension TransactionSettings {
  /// For statements that read the whole history of stages, as reconstructed reports do: the planner takes their parts for
  /// small, and would look up each row of the next part.
  mutating func readsHistory() { avoidsNestedLoops = true }
}
