internal import PostgreSQL
internal import Reports

/// How Citus keeps the tables: those of the reports must be distributed by tenant, beside the CRM's.
struct Distribution {
  private struct Table {
    let name: String
    let isDistributed: Bool
    let colocation: Int?
    let column: String?
  }

  /// The table of deals, or one below it, that is distributed.
  private let deal: Table?
  private let tables: [Table]

  /// The report tables that hold tenants' rows, in the order in which they can be distributed: a table that others refer to comes
  /// first.
  static let tables =
    ["report_tenant", "report_occurrence", "report_change", "report_run"]
    + ReportCatalog.product.reports.map(\.factTable)

  /// - Parameter connection: is in a transaction.
  /// - Returns: nil if the database has no Citus.
  static func read(_ connection: Connection) throws -> Distribution? {
    let isThere: Bool = try connection.execute(
      "SELECT to_regclass('pg_catalog.pg_dist_partition') IS NOT NULL AS is_there"
    ).only.value("is_there")
    guard isThere else { return nil }
    return Distribution(
      try connection.execute(
        NamedStatement(SQLFile.distribution), ["tables": ArrayLiteral.text(tables)]
      ).map { row in
        (
          table: Table(
            name: try row.value("table_name"), isDistributed: try row.optional("method") == "h",
            colocation: try row.optional("colocation"), column: try row.optional("distribution_column")),
          isOurs: try row.value("is_ours")
        )
      })
  }

  private init(_ found: [(table: Table, isOurs: Bool)]) {
    deal = found.first { !$0.isOurs && $0.table.isDistributed }?.table
    tables = found.filter(\.isOurs).map(\.table)
  }

  /// The name of the distributed table of deals; nil if there is none.
  var distributedDeal: String? { deal?.name }

  /// The report tables that are not kept where the deals are; none if those are not distributed.
  var separated: [String] {
    guard let deal else { return [] }
    return tables.filter {
      !$0.isDistributed || $0.colocation != deal.colocation || $0.column != "tenant_id"
    }.map(\.name)
  }
}
