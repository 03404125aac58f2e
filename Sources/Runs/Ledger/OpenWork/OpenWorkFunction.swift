internal import PostgreSQL

/// The function `report_open_work`, which may read a little of all tenants.
enum OpenWorkFunction {
  /// Whether this program's function is there, not an earlier one's.
  static func isThere(_ connection: Connection) throws -> Bool { try found(connection).value("is_there") }

  static func isUsable(_ connection: Connection) throws -> Bool {
    let row = try found(connection)
    return try row.value("is_there") && row.value("is_allowed")
  }

  private static func found(_ connection: Connection) throws -> Row {
    try connection.execute(
      NamedStatement(SQLFile.open_work_function), ["script": SQLFile.create_open_work]
    ).only
  }

  /// Makes the function, unless it is there.
  ///
  /// If the connected role may not, nothing changes: a run then asks each tenant by itself.
  ///
  /// - Parameter connection: is in a transaction of the owner of the report tables.
  static func createIfMissing(_ connection: Connection) throws {
    let found = try found(connection)
    if try found.value("is_there") { return }
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
