internal import CLibPQ

#if canImport(Glibc)
  internal import Glibc
#endif

/// One connection, for one thread. All calls wait for the server's answer, but not for ever: see ``TimeLimit``.
@safe package final class Connection {
  let raw: OpaquePointer
  /// Whether transactions are savepoints of one that will be rolled back. Such a connection must not be replaced.
  package internal(set) var isRehearsing = false
  /// Whether nothing more can be said to the server.
  var isBroken = false
  /// The time limit of such a transaction.
  var rehearsalLimitSeconds = 0
  /// The names of prepared statements, by their texts; nil if none are to be prepared.
  var preparedStatements: [String: String]?
  /// Whether prepared statements are planned once, for any values, and not each time for the values at hand.
  package var keepsPlans = false
  /// When the server must have answered.
  var timeLimit: TimeLimit

  /// - Parameters:
  ///   - applicationName: the name that the server shows for the connection, unless the target sets one.
  ///   - timeLimit: for each statement outside of a transaction.
  /// - Throws: `PostgresError` of kind `connection`, which names the server, database and user.
  package init(
    _ settings: ConnectionSettings, applicationName: String? = nil, timeLimit: TimeLimit = TimeLimit()
  ) throws(PostgresError) {
    // Later values win, so the target overrides these time-outs. So does PGCONNECT_TIMEOUT.
    var parameters: [(String, String)] = []
    if unsafe getenv("PGCONNECT_TIMEOUT") == nil { parameters.append(("connect_timeout", "10")) }
    parameters += [
      ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("tcp_user_timeout", "60000"),
      ("dbname", settings.target),
      // Not for the target to decide: bytes from the server are written to the files unchanged.
      ("client_encoding", "UTF8"),
    ]
    if let applicationName { parameters.append(("fallback_application_name", applicationName)) }
    if settings.target.isEmpty { parameters.removeAll { $0.0 == "dbname" } }
    let keywords = CStrings(parameters.map(\.0) + [nil])
    let values = CStrings(parameters.map(\.1) + [nil])
    let connection = unsafe PQconnectStartParams(keywords.pointers, values.pointers, 1)
    withExtendedLifetime((keywords, values)) {}
    guard let connection = unsafe connection else {
      throw PostgresError(kind: .connection, message: "out of memory while connecting")
    }
    unsafe raw = unsafe connection
    self.timeLimit = timeLimit
    // By default, libpq prints notices on stderr, where they would look like our own messages: also those of connecting, such as
    // that a collation has changed, at every run.
    unsafe PQsetNoticeProcessor(connection, { _, _ in }, nil)
    finishConnecting()
    guard unsafe PQstatus(connection) == CONNECTION_OK else {
      // Of several hosts, libpq names the last one, and gives the reasons of all. Further lines of one are indented.
      let reasons = unsafe String(cString: PQerrorMessage(connection)).split(separator: "\n")
      let reason = reasons.last { !$0.hasPrefix("\t") } ?? reasons.first ?? ""
      let tried = unsafe ConnectionSettings.describe(connection)
      throw PostgresError(
        kind: .connection, message: "cannot connect to PostgreSQL (\(tried)): \(reason)")
    }
    // Otherwise libpq waits by itself, and without a limit, for a server that takes nothing.
    _ = unsafe PQsetnonblocking(connection, 1)
  }

  deinit { unsafe PQfinish(raw) }

  /// Major and minor version in libpq's form: 150018 for 15.18.
  package var serverVersion: Int { Int(unsafe PQserverVersion(raw)) }

  /// Whether the server says that it is not a standby. A connection pooler may not say.
  var isOnPrimary: Bool {
    unsafe PQparameterStatus(raw, "in_hot_standby").map { unsafe String(cString: $0) } == "off"
  }

  /// Whether the server answers on the connection, outside of a transaction.
  package var answers: Bool { (try? execute("")) != nil }

  /// Runs one statement, with its parameters bound as text.
  @discardableResult
  package func execute(_ sql: String, _ parameters: [String?] = []) throws(PostgresError) -> Rows {
    let values = CStrings(parameters)
    let isSent = unsafe PQsendQueryParams(
      raw, sql, Int32(parameters.count), nil, values.pointers, nil, nil, 0)
    withExtendedLifetime(values) {}
    return try unsafe rows(answer(isSent))
  }

  /// Runs a statement with named parameters.
  ///
  /// - Parameter values: one for each name, as text; nil for NULL.
  @discardableResult
  package func execute(
    _ statement: NamedStatement, _ values: [String: String?]
  ) throws(PostgresError) -> Rows {
    try execute(statement, bound: statement.bind(values))
  }

  /// Runs several statements as one message, without parameters.
  ///
  /// - Returns: the result of the last statement.
  @discardableResult
  package func executeScript(_ sql: String) throws(PostgresError) -> Rows {
    try unsafe rows(answer(PQsendQuery(raw, sql)), isScript: true)
  }

  /// The names and types of the columns that a statement returns. Does not run the statement.
  package func describe(_ sql: String) throws -> [(name: String, type: String)] {
    _ = try unsafe rows(answer(PQsendPrepare(raw, "", sql, 0, nil)))
    let described = try unsafe rows(answer(PQsendDescribePrepared(raw, "")))
    return try described.columns.map { column in
      let type = try execute(
        "SELECT format_type($1::oid, $2::integer) AS name",
        [String(column.typeID), String(column.typeModifier)])
      return (column.name, try type.only.value("name"))
    }
  }

  package func quoteIdentifier(_ identifier: String) -> String {
    "\"" + Self.doubled("\"", in: identifier) + "\""
  }

  /// The text as an SQL string literal, with all special characters escaped.
  package func quoteLiteral(_ text: String) -> String {
    let quoted = "'" + Self.doubled("'", in: Self.doubled("\\", in: text)) + "'"
    return text.unicodeScalars.contains("\\") ? "E" + quoted : quoted
  }

  /// By scalars: a quote with a combining mark is one character, but the server still sees the quote.
  private static func doubled(_ scalar: Unicode.Scalar, in text: String) -> String {
    var doubled = String.UnicodeScalarView()
    for next in text.unicodeScalars { doubled.append(contentsOf: next == scalar ? [next, next] : [next]) }
    return String(doubled)
  }

  var isLost: Bool { isBroken || (unsafe PQstatus(raw) != CONNECTION_OK) }

  /// What libpq says about a call that gave no result.
  func noAnswer() -> PostgresError {
    let reason = unsafe String(cString: PQerrorMessage(raw)).split(separator: "\n").first ?? ""
    return PostgresError(
      kind: isLost ? .connection : .statement, message: "no answer from the server: \(reason)")
  }

  /// Checks every result status of libpq.
  func rows(_ result: OpaquePointer?, isScript: Bool = false) throws(PostgresError) -> Rows {
    guard let result = unsafe result else { throw noAnswer() }
    switch unsafe PQresultStatus(result) {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
      return unsafe Rows(QueryResult(owning: result))
    default:
      defer { unsafe PQclear(result) }
      func field(_ code: Character) -> String {
        unsafe PQresultErrorField(result, Int32(code.asciiValue ?? 0))
          .map { unsafe String(cString: $0) } ?? ""
      }
      // Citus passes messages of other servers on, with all that they say.
      let primary = field("M").split(separator: "\n").first.map(String.init) ?? ""
      throw PostgresError(
        sqlState: field("C"),
        primaryMessage: primary.isEmpty
          ? unsafe String(cString: PQerrorMessage(raw)).split(separator: "\n").first.map(String.init)
            ?? "the connection was lost" : primary,
        routine: field("R"), context: field("W"), isInText: isScript || !field("P").isEmpty,
        isConnectionLost: isLost)
    }
  }
}
