/// The view `report_source_freshness`, with one row that says up to when the CRM's tables are complete. Where they are the CRM's
/// own, that is always; where they are a copy, its owner replaces the view.
enum FreshnessView {
  static let name = "report_source_freshness"

  static let view = ReplaceableView(
    name: name, columns: [SourceColumn(table: name, name: "complete_until", type: .instant)],
    creation: SQLFile.create_report_source_freshness)
}
