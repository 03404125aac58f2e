package import PostgreSQL

/// What a superuser runs to distribute the report tables on Citus.
package enum DistributionScript {
  /// - Parameter connection: without an open transaction.
  /// - Returns: a script for psql.
  /// - Throws: `Readiness.Failure` if the tables are not those of this program.
  package static func make(_ database: Database, _ connection: Connection) throws -> String {
    let (found, isView) = try connection.transaction(database.transaction(.readCommitted, tenant: nil)) {
      connection in
      try Readiness.checkVersion(connection, schema: database.schema)
      let isView: Bool? = try connection.execute(
        "SELECT (SELECT relkind = 'v' FROM pg_class WHERE oid = to_regclass('deal')) AS is_view"
      ).only.optional("is_view")
      return (try Distribution.read(connection), isView ?? false)
    }
    let schema = connection.quoteIdentifier(database.schema)
    let deal = found?.distributedDeal
    let tables = deal == nil ? Distribution.tables : found?.separated ?? []
    guard !tables.isEmpty else {
      return "-- The report tables of schema \(schema) are distributed beside \(deal ?? "the deals")."
    }
    var lines = [
      "-- A superuser runs this on the coordinator, while no reports are computed. docs/scale.md says more."
    ]
    if found == nil {
      lines.append("-- This database has no Citus yet: CREATE EXTENSION citus; and add its workers.")
    }
    if deal == nil {
      lines += [
        "-- The CRM's tables come first: distribute those that reports read by tenant_id, beside each other."
      ]
      if isView {
        lines.append(
          "-- \(schema).deal is a view: once the tables below it are distributed, print this again, for the rest."
        )
        return lines.joined(separator: "\n")
      }
    }
    lines += [
      "-- Workers may have been added after these were made.",
      "SELECT create_distributed_function(\(connection.quoteLiteral("\(schema).report_run_id(bytea)")));",
    ]
    let beside = connection.quoteLiteral(deal ?? "\(schema).deal")
    lines += tables.map {
      "SELECT create_distributed_table(\(connection.quoteLiteral("\(schema).\($0)")), 'tenant_id', colocate_with => \(beside));"
    }
    let isOwnerThere: Bool = try connection.execute(
      "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dyno_reports_open_work') AS is_there"
    ).only.value("is_there")
    guard isOwnerThere else { return lines.joined(separator: "\n") }
    lines += [
      "-- Its function asks the workers, so it must be able to log in there; it needs no password if pg_hba.conf trusts the "
        + "coordinator.",
      "ALTER ROLE dyno_reports_open_work LOGIN;",
    ]
    return lines.joined(separator: "\n")
  }
}
