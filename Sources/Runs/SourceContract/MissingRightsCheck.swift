internal import PostgreSQL

/// Checks the rights that PostgreSQL asks for when it reads the CRM's tables, also below views. It says only which table it
/// refused, and not whom.
struct MissingRightsCheck {
  let schema: String
  /// Of the session, quoted.
  let role: String

  /// - Parameters:
  ///   - tables: of whose columns the role may read those that reports need.
  ///   - tenantID: of any tenant.
  ///   - connection: is in a transaction of that tenant: views can ask for it.
  func violations(_ tables: [String], tenantID: String, _ connection: Connection) throws -> [SourceViolation]
  {
    try tables.flatMap { table in
      guard let refusal = refusal(table, tenantID, connection) else { return [SourceViolation]() }
      let found = try connection.execute(
        NamedStatement(SQLFile.source_access),
        [
          "tables": ArrayLiteral.text([table]),
          "causes": ArrayLiteral.text(Cause.allCases.map(\.rawValue)),
        ]
      ).map(violation)
      return found.isEmpty ? [unexplained(table, refusal)] : found
    }
  }

  private enum Cause: String, CaseIterable, ColumnValue {
    case reading = "no right to read"
    case executing = "no right to execute"

    init?(columnText: String) { self.init(rawValue: columnText) }
  }

  /// Asks the server itself, so that nothing is refused that would work. It checks rights before it explains, and reads no
  /// row.
  ///
  /// - Returns: nil also after an error that is not about rights. A run that meets it says so.
  private func refusal(_ table: String, _ tenantID: String, _ connection: Connection) -> PostgresError? {
    struct Answered: Error {}
    let columns = (SourceColumn.all + OwnViews.columns).filter { $0.table == table }
      .map(\.name)
    let condition = columns.contains("tenant_id") ? "tenant_id = $1::uuid" : "$1::uuid IS NOT NULL"
    do {
      try connection.withSavepoint {
        // Whoever changes a table of the CRM is not waited for: a run that needs the table waits by itself.
        try connection.execute("SET LOCAL lock_timeout = '100ms'")
        try connection.execute(
          "EXPLAIN SELECT \(columns.joined(separator: ", ")) FROM \(table) WHERE \(condition)", [tenantID])
        // The setting ends with the savepoint.
        throw Answered()
      }
      return nil
    } catch {
      return (error as? PostgresError).flatMap { $0.isMissingRight ? $0 : nil }
    }
  }

  private func violation(_ row: Row) throws -> SourceViolation {
    let (source, view): (String, String) = (try row.value("source"), try row.value("view"))
    switch try row.value("cause", as: Cause.self) {
    case .reading:
      let (table, reader): (String, String) = (try row.value("relation"), try row.value("reader"))
      let columns: String? = try row.optional("name")
      let what = columns.map { "the columns \($0) of \(table)" } ?? table
      let right = columns.map { "SELECT (\($0))" } ?? "SELECT"
      let problem =
        reader == role
        ? "role \(role) may not read \(what), which the view \(view) reads with its rights"
        : "role \(reader), the owner of the view \(view), may not read \(what), which that view reads"
      return SourceViolation(
        table: source, problem: "\(source): \(problem)",
        remedy: "as the owner of \(table) run: GRANT \(right) ON \(table) TO \(reader);")
    case .executing:
      let function: String = try row.value("name")
      return SourceViolation(
        table: source,
        problem:
          "\(source): role \(role) may not execute the function \(function), which the view \(view) calls "
          + "with the rights of whoever reads it",
        remedy: "as the function's owner run: GRANT EXECUTE ON FUNCTION \(function) TO \(role);")
    }
  }

  /// A function of PostgreSQL itself, for example.
  private func unexplained(_ table: String, _ refusal: PostgresError) -> SourceViolation {
    SourceViolation(
      table: table, problem: "role \(role) cannot read \(table) in schema \(schema): \(refusal)",
      remedy: "grant what the error names, to the role or, if the view reads it, to the view's owner")
  }
}
