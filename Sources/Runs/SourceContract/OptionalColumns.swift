internal import PostgreSQL
internal import Reports

/// Looks which of the columns that a CRM may lack are there.
enum OptionalColumns {
  /// Those that the role can read. One that it cannot read counts as lacking: reports were right without it before.
  static func readable(_ connection: Connection) throws -> Set<OptionalColumn> {
    let columns = OptionalColumn.allCases
    let rows = try connection.execute(
      NamedStatement(SQLFile.source_columns),
      [
        "tables": ArrayLiteral.text(columns.map(\.table)), "columns": ArrayLiteral.text(columns.map(\.name)),
      ])
    return Set(try zip(columns, rows).filter { try $1.value("is_readable") }.map(\.0))
  }
}
