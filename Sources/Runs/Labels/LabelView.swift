/// The view `report_label` with the names of users, groups and pipelines. It can also be a table.
enum LabelView {
  static let name = "report_label"

  static let view = ReplaceableView(
    name: name,
    columns: [
      SourceColumn(table: name, name: "tenant_id", type: .id),
      SourceColumn(table: name, name: "kind", type: .text),
      SourceColumn(table: name, name: "id", type: .id),
      SourceColumn(table: name, name: "name", type: .text),
    ], creation: SQLFile.create_report_label)
}
