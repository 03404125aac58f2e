internal import PostgreSQL

/// Checks that the role sees every row of the CRM's tables. PostgreSQL hides rows without an error, and the
/// numbers would be wrong.
struct HiddenRowsCheck {
  /// Of the session, quoted.
  let role: String

  func violations(_ connection: Connection) throws -> [SourceViolation] {
    try connection.execute(
      NamedStatement(SQLFile.source_access),
      [
        "tables": ArrayLiteral.text(SourceTables.names),
        "causes": ArrayLiteral.text(Cause.allCases.map(\.rawValue)),
      ]
    ).map(violation)
  }

  private enum Cause: String, CaseIterable, ColumnValue {
    case noPolicy = "no policy"
    case restrictivePolicy = "restrictive policy"
    case foreignTable = "foreign table"
    case function
    case extensionFunction = "function of an extension"
    case functionRunningSQL = "function that runs SQL"

    init?(columnText: String) { self.init(rawValue: columnText) }
  }

  private func violation(_ row: Row) throws -> SourceViolation {
    let source: String = try row.value("source")
    let cause: Cause = try row.value("cause")
    let view: String? = try row.optional("view")
    let through = view.map { " through the view \($0)" } ?? ""
    let text: (problem: String, remedy: String)
    switch cause {
    case .noPolicy:
      let (table, reader): (String, String) = (try row.value("relation"), try row.value("reader"))
      text = (
        "row level security of \(table), which role \(reader) reads\(through), hides rows or might",
        owner(reader)
          + "as the table's owner run: CREATE POLICY dyno_reports_reads_all ON \(table) FOR SELECT TO "
          + "\(reader == role ? reader : "<that role>") USING (true);"
      )
    case .restrictivePolicy:
      let (table, reader): (String, String) = (try row.value("relation"), try row.value("reader"))
      let policy: String = try row.value("name")
      text = (
        "the restrictive policy \(policy) of \(table), which role \(reader) reads\(through), hides rows or might",
        owner(reader)
          + "as the table's owner let the policy not apply to it: ALTER POLICY \(policy) ON \(table) TO <others>;"
      )
    case .foreignTable:
      text = (
        "rows come\(through) from the foreign table \(try row.value("relation", as: String.self)), "
          + "and the other server may hide some",
        "copy them into a table,"
      )
    case .function:
      text = (
        "the function \(try row.value("name", as: String.self)), which the view \(view ?? source) calls, "
          + "may hide rows",
        "write the view without it, or declare it IMMUTABLE if it reads nothing and returns one value,"
      )
    case .functionRunningSQL:
      text = (
        "the function \(try row.value("name", as: String.self)), which the view \(view ?? source) calls, runs SQL "
          + "that may not return every row",
        "write the view without it,"
      )
    case .extensionFunction:
      // What an update of the extension would undo is no remedy.
      text = (
        "the function \(try row.value("name", as: String.self)) of an extension, which the view "
          + "\(view ?? source) calls, may hide rows",
        "write the view without it,"
      )
    }
    return SourceViolation(
      table: source, problem: "\(source): \(text.problem)",
      remedy: "\(text.remedy) or, if no row is hidden, say so: --trust-source \(source)")
  }

  /// The owner of a view may be the role of an application, which must not see more than before.
  private func owner(_ reader: String) -> String {
    reader == role ? "" : "give the view to a role that is there for reports only, and "
  }
}
