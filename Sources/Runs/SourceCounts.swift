package import Foundation
package import PostgreSQL

/// Whether the CRM knows a tenant at all.
package enum SourceCounts {
  /// The CRM's tables that have no row of the tenant.
  package static func emptyTables(
    of tenant: UUID, _ database: Database, _ connection: Connection
  ) throws -> [String] {
    try connection.transaction(database.transaction(.readCommitted, tenant: tenant)) { connection in
      try Migrator.sourceTables.filter { table in
        let any = "SELECT EXISTS (SELECT FROM \(table) WHERE tenant_id = $1) AS is_there"
        return try !connection.execute(any, [tenant.uuidString]).only.value("is_there")
      }
    }
  }
}
