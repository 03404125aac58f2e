internal import Foundation
package import PostgreSQL

/// Checks that a database is ready: recent enough, migrated, and used by a role that is subject to row level
/// security. ``SourceContract`` checks the CRM's tables, for those who compute from them.
package enum Readiness {
  package enum Failure: Error, CustomStringConvertible {
    case oldServer(Int)
    case notMigrated(have: Int, want: Int, schema: String)
    case newerThanProgram(have: Int, want: Int)
    case unsafeRole(String)
    case missingSchema(String)
    case noSchema(String, role: String)
    /// The role is a member of `dyno_reports` whose privileges it does not inherit.
    case notInherited(role: String)
    case standby
    case noFunction(role: String)
    /// Deals are distributed by Citus, and these tables are not kept beside them.
    case notDistributed([String])

    package var description: String {
      switch self {
      case .oldServer(let version):
        "PostgreSQL \(version / 10_000) is too old; 15 or newer is required: upgrade the server"
      case .notMigrated(let have, let want, let schema):
        "schema \(schema) is at version \(have) of \(want); "
          + "run `dyno-reports migrate` as the role that owns the report tables"
      case .newerThanProgram(let have, let want):
        "the database is at version \(have), this program knows \(want); install the newer program"
      case .unsafeRole(let role):
        "role \(role) could read every tenant: it is a superuser, bypasses row level security, owns "
          + "report tables, or is a member of dyno_reports_open_work; connect as dyno_reports, or as a role that was granted it"
      case .missingSchema(let schema):
        "the database has no schema \(schema); name the CRM's schema with --schema, or create this one for views of the "
          + "CRM's tables, as docs/your_crm.md shows, and run `dyno-reports migrate`"
      case .noSchema(let schema, let role):
        "role \(role) cannot use the schema \(schema); as its owner run `dyno-reports migrate`, which grants it "
          + "to dyno_reports, or: GRANT USAGE ON SCHEMA \(schema) TO \(role);"
      case .notInherited(let role):
        "role \(role) is a member of dyno_reports, but does not inherit its privileges; as an administrator run: "
          + "ALTER ROLE \(role) INHERIT; and in PostgreSQL 16 or newer also: GRANT dyno_reports TO \(role) WITH "
          + "INHERIT TRUE;"
      case .noFunction(let role):
        "role \(role) may not execute report_run_id; as the owner of the report tables run `dyno-reports migrate`, "
          + "which grants it to dyno_reports, or: GRANT EXECUTE ON FUNCTION report_run_id(bytea) TO \(role);"
      case .notDistributed(let tables):
        "the CRM's deals are distributed by Citus, and these tables are not kept beside them: "
          + "\(tables.joined(separator: ", ")); as a superuser run what `dyno-reports migrate --print-distribution` prints"
      case .standby:
        "the server is a standby, where nothing can be stored; connect to the primary, or let libpq find it with "
          + "target_session_attrs=read-write; docs/scale.md shows how to compute from a copy of the CRM"
      }
    }
  }

  /// - Parameter storing: whether the database is to be written to.
  package static func check(_ connection: Connection, _ database: Database, storing: Bool) throws {
    guard connection.serverVersion >= 150_000 else { throw Failure.oldServer(connection.serverVersion) }
    try connection.transaction(database.transaction(.readCommitted, tenant: nil)) { connection in
      try checkSchema(connection, schema: database.schema, storing: storing)
      try checkVersion(connection, schema: database.schema)
      try checkRole(connection, schema: database.schema)
      guard storing else { return }
      try checkFunction(connection)
      let separated = try Distribution.read(connection)?.separated ?? []
      if !separated.isEmpty { throw Failure.notDistributed(separated) }
    }
  }

  private static func checkFunction(_ connection: Connection) throws {
    let answer = try connection.execute(
      """
      SELECT current_user AS role,
             has_function_privilege(to_regprocedure('report_run_id(bytea)'), 'EXECUTE') AS is_allowed
      """
    ).only
    if try !answer.value("is_allowed") { throw Failure.noFunction(role: try answer.value("role")) }
  }

  private static func checkSchema(_ connection: Connection, schema: String, storing: Bool) throws {
    let answer = try connection.execute(
      """
      SELECT current_user AS role, pg_is_in_recovery() AS is_standby,
             EXISTS (
               SELECT FROM pg_roles WHERE rolname = 'dyno_reports'
               AND pg_has_role(current_user, oid, 'MEMBER') AND NOT pg_has_role(current_user, oid, 'USAGE')
             ) AS is_not_inherited,
             (SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = $1) AS is_usable
      """, [schema]
    ).only
    if storing, try answer.value("is_standby") { throw Failure.standby }
    guard let isUsable: Bool = try answer.optional("is_usable") else { throw Failure.missingSchema(schema) }
    guard isUsable else {
      let role: String = try answer.value("role")
      throw try answer.value("is_not_inherited")
        ? Failure.notInherited(role: role) : Failure.noSchema(schema, role: role)
    }
  }

  static func checkVersion(_ connection: Connection, schema: String) throws {
    let want = Migration.latest
    let isThere: Bool =
      try connection.execute("SELECT to_regclass('report_migration') IS NOT NULL AS is_there")
      .only.value("is_there")
    let have: Int =
      isThere
      ? try connection.execute(LedgerStatement.migrationVersion, [:]).only.value("version") : 0
    if have < want { throw Failure.notMigrated(have: have, want: want, schema: schema) }
    if have > want { throw Failure.newerThanProgram(have: have, want: want) }
  }

  private static func checkRole(_ connection: Connection, schema: String) throws {
    let answer = try connection.execute(
      """
      SELECT current_user AS role, r.rolsuper OR r.rolbypassrls OR EXISTS (
        SELECT FROM pg_roles WHERE rolname = 'dyno_reports_open_work' AND pg_has_role(current_user, oid, 'MEMBER')
      ) OR EXISTS (
        SELECT FROM pg_class c
        WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)
          AND c.relname = ANY ($2::text[])
          AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS is_unsafe
      FROM pg_roles r WHERE r.rolname = current_user
      """, [schema, ArrayLiteral.text(Distribution.tables)]
    ).only
    if try answer.value("is_unsafe") { throw Failure.unsafeRole(try answer.value("role")) }
  }
}
