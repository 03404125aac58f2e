internal import PostgreSQL

/// The function `report_open_work`, which may read a little of all tenants.
enum OpenWorkFunction {
  /// Whether this program's function is there, not another version's, and belongs to a role as which nobody can act.
  static func isThere(_ connection: Connection) throws -> Bool {
    let row = try found(connection)
    return try row.value("is_there") && row.value("is_owner_safe")
  }

  static func isUsable(_ connection: Connection) throws -> Bool {
    let row = try found(connection)
    return try row.value("is_there") && row.value("is_owner_safe") && row.value("is_allowed")
  }

  private static func found(_ connection: Connection) throws -> Row {
    try connection.execute(
      NamedStatement(SQLFile.open_work_function), ["script": SQLFile.create_open_work]
    ).only
  }

  /// Makes the function, unless it is there.
  ///
  /// If the connected role may not, or somebody can act as the role that is to own it, nothing changes: a run then asks each
  /// tenant by itself.
  ///
  /// - Parameter connection: is in a transaction of the owner of the report tables.
  static func createIfMissing(_ connection: Connection) throws {
    let found = try found(connection)
    guard try !found.value("is_there"), try found.value("is_owner_safe") else { return }
    let madeFrom: String = try found.value("made_from")
    do {
      try connection.withSavepoint {
        try connection.execute("SELECT set_config('dyno_reports.made_from', $1, true)", [madeFrom])
        try connection.executeEach(SQLScript.statements(SQLFile.create_open_work))
      }
    } catch let error as PostgresError where error.isMissingRight {
      // `migrate` says who can make it.
    }
  }
}
