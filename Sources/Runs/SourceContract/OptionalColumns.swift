internal import PostgreSQL
internal import Reports

/// Which of the columns that a CRM may lack are there.
struct OptionalColumns {
  /// Those that the role can read.
  let readable: Set<OptionalColumn>
  /// Those that are there, and that the role cannot read. They count as lacking: reports were right without them before.
  let unreadable: Set<OptionalColumn>

  init(_ connection: Connection) throws {
    let columns = OptionalColumn.allCases
    let rows = try connection.execute(
      NamedStatement(SQLFile.source_columns),
      [
        "tables": ArrayLiteral.text(columns.map(\.table)), "columns": ArrayLiteral.text(columns.map(\.name)),
      ])
    var (readable, unreadable): (Set<OptionalColumn>, Set<OptionalColumn>) = ([], [])
    for (column, row) in zip(columns, rows) {
      let type: String? = try row.optional("type")
      if try row.value("is_readable") {
        readable.insert(column)
      } else if type != nil {
        unreadable.insert(column)
      }
    }
    (self.readable, self.unreadable) = (readable, unreadable)
  }

  /// What is worth a note. Whether the currency of deals is needed depends on the tenant.
  ///
  /// - Parameter role: of the session, quoted.
  func notes(schema: String, role: String) -> [SourceViolation] {
    let effects: [(OptionalColumn, String)] = [
      (.stagePosition, "stages have no order in reports"),
      (.stageProbability, "reports do not know the chances of winning that the CRM gives to stages"),
    ]
    return effects.filter { unreadable.contains($0.0) }.map { column, effect in
      SourceViolation(
        table: column.table,
        problem: "role \(role) cannot read the column \(column.name) of \(column.table), so that \(effect)",
        remedy:
          "to let it, as its owner run: GRANT SELECT (\(column.name)) ON \(schema).\(column.table) TO \(role);",
        isNote: true)
    }
  }
}
