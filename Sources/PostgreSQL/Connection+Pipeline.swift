internal import CLibPQ

extension Connection {
  /// Runs several statements without parameters in one round trip, each as a message of its own. After an error, the
  /// server skips the rest.
  ///
  /// Citus hands the text of a message with SET LOCAL on to its workers; in a message of several statements, they would
  /// also see a BEGIN.
  ///
  /// - Returns: the result of the last statement.
  @discardableResult
  package func executeEach(_ statements: [String]) throws(PostgresError) -> Rows? {
    guard unsafe PQenterPipelineMode(raw) == 1 else { throw noAnswer() }
    // Answers that were not read would be taken for those of later statements.
    defer { if unsafe PQexitPipelineMode(raw) == 0 { isBroken = true } }
    for statement in statements {
      guard unsafe PQsendQueryParams(raw, statement, 0, nil, nil, nil, nil, 0) == 1 else { throw noAnswer() }
    }
    guard unsafe PQpipelineSync(raw) == 1 else { throw noAnswer() }
    var last: Rows?
    var failure: PostgresError?
    for _ in statements {
      do {
        last = try unsafe rows(nextResult(), isScript: true)
      } catch {
        // The answers after the first error say that the rest was skipped.
        failure = failure ?? error
      }
      // The end of the statement's answer.
      try unsafe PQclear(nextResult())
    }
    // The answer to the synchronization.
    try unsafe PQclear(nextResult())
    // Whether the server has closed the connection, libpq sees only when it reads what follows the error.
    if let failure { throw isLost ? failure.withLostConnection : failure }
    return last
  }
}
