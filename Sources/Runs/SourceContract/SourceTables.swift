package import Foundation
package import PostgreSQL

/// The CRM tables that reports read.
package enum SourceTables {
  package static let names = ["deal", "deal_pipeline_stage_state", "pipeline_stage", "sales_target"]

  /// The tables that must have one row per `(tenant_id, id)`.
  static let keyed = ["deal", "pipeline_stage"]

  /// The tables without any row of the tenant. They show whether the CRM knows the tenant at all.
  ///
  /// - Parameter timeoutSeconds: how long a statement may take; 0 for any time.
  /// - Throws: ``ValueFailure`` and `PostgresError`.
  package static func empty(
    of tenant: UUID, _ database: Database, _ connection: Connection, timeoutSeconds: Int = 0
  ) throws -> [String] {
    var settings = database.transaction(.readCommitted, tenant: tenant)
    settings.statementTimeoutSeconds = timeoutSeconds
    return try ValueFailure.locating(nil, of: tenant, database, connection) {
      try connection.transaction(settings) { connection in
        try names.filter { table in
          let any = "SELECT EXISTS (SELECT FROM \(table) WHERE tenant_id = $1) AS is_there"
          return try !connection.execute(any, [tenant.uuidString]).only.value("is_there")
        }
      }
    }
  }
}
