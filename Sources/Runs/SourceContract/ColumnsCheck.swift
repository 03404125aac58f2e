internal import PostgreSQL

/// Checks that the CRM's tables have the columns that reports read, with accepted types, and that the role may
/// read them.
struct ColumnsCheck {
  let schema: String
  /// Of the session, quoted.
  let role: String

  func violations(_ connection: Connection) throws -> [SourceViolation] {
    let found = try find(SourceColumn.all, connection)
    let tables = SourceTables.names.map { table in found.filter { $0.column.table == table } }
    let missing = zip(SourceTables.names, tables).filter { $1.allSatisfy { $0.found.relationKind == nil } }
      .map(\.0)
    if missing == SourceTables.names { return [nothingIsThere] }
    var hasPointed = false
    return zip(SourceTables.names, tables).flatMap { table, found in
      if missing.contains(table) { return [isMissing(table)] }
      return rights(table, found)
        + found.compactMap {
          let violation = violation($0.column, $0.found, pointing: !hasPointed)
          if violation != nil { hasPointed = true }
          return violation
        }
    }
  }

  /// The same for some columns of a table that is there.
  func violations(of columns: [SourceColumn], _ connection: Connection) throws -> [SourceViolation] {
    let found = try find(columns, connection)
    guard let table = columns.first?.table else { return [] }
    return rights(table, found) + found.compactMap { violation($0.column, $0.found, pointing: true) }
  }

  private func find(
    _ columns: [SourceColumn], _ connection: Connection
  ) throws -> [(column: SourceColumn, found: Found)] {
    let rows = try connection.execute(
      NamedStatement(SQLFile.source_columns),
      [
        "tables": ArrayLiteral.text(columns.map(\.table)), "columns": ArrayLiteral.text(columns.map(\.name)),
      ])
    return try zip(columns, rows).map { column, row in (column: column, found: try Found(row)) }
  }

  private var nothingIsThere: SourceViolation {
    SourceViolation(
      problem: "schema \(schema) has none of the CRM's tables: \(SourceTables.names.joined(separator: ", "))",
      remedy:
        "if it is not the CRM's schema, name that one with --schema; if the CRM has other tables, make four "
        + "views of them in \(schema), as docs/your_crm.md shows")
  }

  private func isMissing(_ table: String) -> SourceViolation {
    SourceViolation(
      table: table, problem: "\(table) does not exist in schema \(schema)",
      remedy: "make a view \(schema).\(table); docs/your_crm.md has its columns and shows how")
  }

  /// A column as the database has it.
  private struct Found {
    /// As in `pg_class`; nil if the table is not there.
    let relationKind: String?
    let isTableReadable: Bool
    let isReadable: Bool
    /// nil if the column is not there.
    let type: String?
    let baseType: String?

    init(_ row: Row) throws {
      relationKind = try row.optional("relation_kind")
      isTableReadable = try row.value("is_table_readable")
      isReadable = try row.value("is_readable")
      type = try row.optional("type")
      baseType = try row.optional("base_type")
    }
  }

  private func rights(_ table: String, _ found: [(column: SourceColumn, found: Found)]) -> [SourceViolation] {
    guard found.contains(where: \.found.isTableReadable) else {
      return [
        SourceViolation(
          table: table, problem: "role \(role) cannot read \(table) in schema \(schema)",
          remedy: "as its owner run: GRANT SELECT ON \(schema).\(table) TO \(role);")
      ]
    }
    let unreadable = found.filter { $0.found.type != nil && !$0.found.isReadable }.map(\.column.name)
    guard !unreadable.isEmpty else { return [] }
    let names = unreadable.joined(separator: ", ")
    return [
      SourceViolation(
        table: table, problem: "role \(role) cannot read these columns of \(table): \(names)",
        remedy: "as its owner run: GRANT SELECT (\(names)) ON \(schema).\(table) TO \(role);")
    ]
  }

  /// - Parameter pointing: whether to say where views are explained. Once is enough.
  private func violation(_ column: SourceColumn, _ found: Found, pointing: Bool) -> SourceViolation? {
    guard let kind = found.relationKind else { return nil }
    let pointer = pointing ? " (docs/your_crm.md shows such views)" : ""
    let name = "\(column.table).\(column.name)"
    let isView = kind == "v" || kind == "m"
    guard let type = found.type, let baseType = found.baseType else {
      return SourceViolation(
        table: column.table,
        problem: "\(column.table) has no column \(column.name), which must be \(column.type.needed)",
        remedy: isView
          ? "add it to the view \(schema).\(column.table)\(pointer)"
          : "add it, or rename the table and make a view \(schema).\(column.table) that has it\(pointer)")
    }
    guard !column.type.accepted.contains(baseType) else { return nil }
    let conversion = column.type.conversion(of: column.name, from: baseType)
    let inView = "\(conversion) AS \(column.name)"
    return SourceViolation(
      table: column.table, problem: "\(name) is \(type), and must be \(column.type.needed)",
      remedy: isView
        ? "in the view \(schema).\(column.table) write \(inView)\(pointer)"
        : "as its owner run: ALTER TABLE \(schema).\(column.table) ALTER COLUMN \(column.name) "
          + "TYPE \(column.type.preferred) USING \(conversion); "
          + "or rename the table and make a view \(schema).\(column.table) that has \(inView)\(pointer)")
  }
}
