package import Foundation
package import PostgreSQL

/// The database that a command works on: where it is, and the schema of the CRM in it.
package struct Database: Sendable {
  package let settings: ConnectionSettings
  package let schema: String

  package init(settings: ConnectionSettings, schema: String) {
    self.settings = settings
    self.schema = schema
  }

  package func connect() throws(PostgresError) -> Connection { try Connection(settings) }

  /// Settings of a transaction that sees one tenant.
  package func transaction(
    _ isolation: TransactionSettings.Isolation, tenant: UUID?
  ) -> TransactionSettings {
    TransactionSettings(isolation, tenantID: tenant, schema: schema)
  }
}
