internal import PostgreSQL

/// The CRM tables that reports read.
package enum SourceTables {
  package static let names = ["deal", "deal_pipeline_stage_state", "pipeline_stage", "sales_target"]

  /// The tables that must have one row per `(tenant_id, id)`.
  static let keyed = ["deal", "pipeline_stage"]

  /// The tables without any row of the tenant. They show whether the CRM knows the tenant at all.
  ///
  /// - Parameter connection: is in a transaction of the tenant.
  static func empty(tenantID: String, _ connection: Connection) throws -> [String] {
    try names.filter { table in
      let any = "SELECT EXISTS (SELECT FROM \(table) WHERE tenant_id = $1) AS is_there"
      return try !connection.execute(any, [tenantID]).only.value("is_there")
    }
  }
}
