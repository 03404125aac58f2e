internal import PostgreSQL

/// What the role `dyno_reports` may do in a schema, with the CRM's tables and the view of names, and what the connected role may grant it.
/// All names are quoted for SQL.
package struct RuntimeRights: Sendable {
  /// A table or view that reports read.
  package struct Source: Sendable {
    package let name: String
    /// nil if the table is not there.
    package let owner: String?
    /// By `dyno_reports`.
    package let isReadable: Bool
    let isGrantable: Bool
  }

  /// The connected role.
  package let role: String
  package let database: String
  package let schema: String
  package let isRoleThere: Bool
  package let isSchemaThere: Bool
  /// Whether `dyno_reports` has USAGE on the schema.
  package let isSchemaUsable: Bool
  package let sources: [Source]
  /// Whether the function is there that tells a run at once which tenants have nothing to do.
  package let isOpenWorkThere: Bool
  let mayCreateRoles: Bool
  let mayCreateTables: Bool
  private let isSchemaGrantable: Bool

  static func read(_ connection: Connection, schema: String) throws -> RuntimeRights {
    let row = try connection.execute(NamedStatement(SQLFile.schema_rights), ["schema": schema]).only
    let columns = SourceColumn.all + OwnViews.columns
    let sources = try connection.execute(
      NamedStatement(SQLFile.source_rights),
      [
        "schema": schema, "tables": ArrayLiteral.text(columns.map(\.table)),
        "columns": ArrayLiteral.text(columns.map(\.name)),
      ])
    return RuntimeRights(
      role: try row.value("role"), database: try row.value("database"),
      schema: try row.value("quoted_schema"), isRoleThere: try row.value("is_role_there"),
      isSchemaThere: try row.value("is_schema_there"), isSchemaUsable: try row.value("is_usable"),
      sources: try sources.map {
        Source(
          name: try $0.value("table_name"), owner: try $0.optional("owner"),
          isReadable: try $0.value("is_readable"), isGrantable: try $0.value("may_grant"))
      },
      isOpenWorkThere: try OpenWorkFunction.isThere(connection),
      mayCreateRoles: try row.value("may_create_roles"), mayCreateTables: try row.value("may_create_tables"),
      isSchemaGrantable: try row.value("may_grant"))
  }

  /// As the first migration creates it.
  static let creationOfRole =
    "CREATE ROLE dyno_reports LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;"

  /// Whether `migrate` can do its work.
  var isPrepared: Bool { (isRoleThere || mayCreateRoles) && mayCreateTables }

  /// What an administrator runs, so that `migrate` can do its work and `dyno_reports` can do its own.
  package var preparation: [String] {
    var statements: [String] = []
    if !isRoleThere, !mayCreateRoles { statements.append(Self.creationOfRole) }
    guard isSchemaThere else { return statements + ["CREATE SCHEMA \(schema) AUTHORIZATION \(role);"] }
    if !mayCreateTables { statements.append("GRANT USAGE, CREATE ON SCHEMA \(schema) TO \(role);") }
    if !isSchemaUsable, !isSchemaGrantable { statements.append(grantOfUsage) }
    for source in sources where source.owner != nil && !source.isReadable && !source.isGrantable {
      statements.append(grant(on: source))
    }
    return statements
  }

  package var grantOfUsage: String { "GRANT USAGE ON SCHEMA \(schema) TO dyno_reports;" }

  package func grant(on source: Source) -> String {
    "GRANT SELECT ON \(schema).\(source.name) TO dyno_reports;"
  }

  /// Grants what the connected role may grant.
  func grant(_ connection: Connection) throws {
    if isSchemaGrantable { try connection.executeScript(grantOfUsage) }
    for source in sources where source.isGrantable { try connection.executeScript(grant(on: source)) }
  }
}
