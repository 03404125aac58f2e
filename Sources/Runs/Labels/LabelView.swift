internal import PostgreSQL

/// The view `report_label` with the names of users, groups and pipelines. It can also be a table.
enum LabelView {
  static let name = "report_label"

  static let columns = [
    SourceColumn(table: name, name: "tenant_id", type: .id),
    SourceColumn(table: name, name: "kind", type: .text),
    SourceColumn(table: name, name: "id", type: .id),
    SourceColumn(table: name, name: "name", type: .text),
  ]

  /// Creates one without rows, unless there is anything of its name.
  ///
  /// - Parameter connection: is in a transaction whose search path leads to the schema.
  static func create(in schema: String, _ connection: Connection) throws {
    let isMissing: Bool = try connection.execute(
      "SELECT to_regclass(format('%I.%I', $1::text, $2::text)) IS NULL AS is_missing", [schema, name]
    ).only.value("is_missing")
    if isMissing { try connection.executeScript(SQLFile.create_report_label) }
  }
}
