internal import PostgreSQL

/// The function `report_open_work`, which may read a little of all tenants.
enum OpenWorkFunction {
  static func isUsable(_ connection: Connection) throws -> Bool {
    let row = try connection.execute(NamedStatement(SQLFile.open_work_function), [:]).only
    return try row.value("is_there") && row.value("is_allowed")
  }

  /// Makes the function, unless it is there.
  ///
  /// If the connected role may not, nothing changes: a run then asks each tenant by itself.
  ///
  /// - Parameter connection: is in a transaction of the owner of the report tables.
  static func createIfMissing(_ connection: Connection) throws {
    let row = try connection.execute(NamedStatement(SQLFile.open_work_function), [:]).only
    if try row.value("is_there") { return }
    do {
      try connection.withSavepoint {
        try connection.execute("DROP FUNCTION IF EXISTS report_open_work(uuid[], text[], date[], text[])")
        try connection.executeEach(SQLScript.statements(SQLFile.create_open_work))
      }
    } catch let error as PostgresError where error.isMissingRight {
      // `migrate` says who can make it.
    }
  }
}
