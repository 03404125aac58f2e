internal import CLibPQ

extension Connection {
  /// Whether statements with named parameters are prepared.
  package var preparesStatements: Bool { preparedStatements != nil }

  /// From now on, each statement with named parameters is prepared when it is first used, so that the server parses it once, and
  /// plans it once while ``keepsPlans``. Does nothing behind a connection pooler, where the next transaction may be in another
  /// session: a pooler gives its own process id, not that of the server's process. Nor on Citus, which finds out from the values
  /// where a statement belongs.
  package func prepareStatements() throws {
    guard preparedStatements == nil, !isRehearsing else { return }
    let server = try execute(
      "SELECT pg_backend_pid() AS process, current_setting('citus.version', true) IS NOT NULL AS is_citus"
    ).only
    let process: Int = try server.value("process")
    if process == Int(unsafe PQbackendPID(raw)), try !server.value("is_citus") { preparedStatements = [:] }
  }

  /// - Parameter values: in the order of the statement's numbers.
  func execute(_ statement: NamedStatement, bound values: [String?]) throws(PostgresError) -> Rows {
    guard let name = try name(of: statement.sql) else { return try execute(statement.sql, values) }
    let strings = CStrings(values)
    let isSent = unsafe PQsendQueryPrepared(
      raw, name, Int32(values.count), strings.pointers, nil, nil, 0)
    withExtendedLifetime(strings) {}
    return try unsafe rows(answer(isSent))
  }

  /// Prepares the statement unless it is.
  private func name(of sql: String) throws(PostgresError) -> String? {
    guard let preparedStatements else { return nil }
    if let name = preparedStatements[sql] { return name }
    let name = "dyno_reports_\(preparedStatements.count + 1)"
    _ = try unsafe rows(answer(PQsendPrepare(raw, name, sql, 0, nil)))
    self.preparedStatements?[sql] = name
    return name
  }
}
