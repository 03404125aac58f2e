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
    case noSchema(String, role: String)

    package var description: String {
      switch self {
      case .oldServer(let version):
        "PostgreSQL \(version / 10_000) is too old; 15 or newer is required"
      case .notMigrated(let have, let want, let schema):
        "schema \(schema) is at version \(have) of \(want); "
          + "run `dyno-reports migrate` as the role that owns the report tables"
      case .newerThanProgram(let have, let want):
        "the database is at version \(have), this program knows \(want); install the newer program"
      case .unsafeRole(let role):
        "role \(role) could read every tenant: it is a superuser, bypasses row level security, or owns "
          + "report tables; connect as dyno_reports, or as a role that was granted it"
      case .noSchema(let schema, let role):
        "role \(role) cannot use the schema \(schema), or the schema does not exist; as its owner run: "
          + "GRANT USAGE ON SCHEMA \(schema) TO \(role);"
      }
    }
  }

  package static func check(_ connection: Connection, _ database: Database) throws {
    guard connection.serverVersion >= 150_000 else { throw Failure.oldServer(connection.serverVersion) }
    try connection.transaction(database.transaction(.readCommitted, tenant: nil)) { connection in
      try checkSchema(connection, schema: database.schema)
      try checkVersion(connection, schema: database.schema)
      try checkRole(connection, schema: database.schema)
    }
  }

  private static func checkSchema(_ connection: Connection, schema: String) throws {
    let answer = try connection.execute(
      """
      SELECT current_user AS role, coalesce((
        SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = $1), false) AS is_usable
      """, [schema]
    ).only
    guard try answer.value("is_usable") else {
      throw Failure.noSchema(schema, role: try answer.value("role"))
    }
  }

  private static func checkVersion(_ connection: Connection, schema: String) throws {
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
        SELECT FROM pg_class c
        WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)
          AND c.relname LIKE 'report\\_%'
          AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS is_unsafe
      FROM pg_roles r WHERE r.rolname = current_user
      """, [schema]
    ).only
    if try answer.value("is_unsafe") { throw Failure.unsafeRole(try answer.value("role")) }
  }
}
