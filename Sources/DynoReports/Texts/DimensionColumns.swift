internal import DisplayWidth
internal import Reports

/// The columns that say what rows are about, as people read them: names, and ids where there is no name or on request.
struct DimensionColumns {
  /// Longer names are cut off.
  private static let nameWidth = 32

  private let dimensions: [(column: String, names: String?)]
  private let showsIDs: Bool

  /// - Parameter dimensions: names of the report's dimension columns.
  init(_ report: Report, _ dimensions: [String], showsIDs: Bool) {
    self.dimensions = dimensions.map { (column: $0, names: report.nameColumn(of: $0)?.name) }
    self.showsIDs = showsIDs
  }

  var columns: [TextTable.Column] {
    dimensions.flatMap { column, names in
      names != nil
        ? [TextTable.Column(title: String(column.dropLast(3)), isOptional: true)]
          + (showsIDs ? [TextTable.Column(title: column, isOptional: true)] : [])
        : [TextTable.Column(title: column)]
    }
  }

  /// The cells of a row.
  ///
  /// - Parameter values: gives the row's value of a column; nil where there is none.
  func cells(_ values: (_ column: String) -> String?) -> [String?] {
    dimensions.flatMap { column, names -> [String?] in
      let value = values(column)
      guard let names else { return [value] }
      // What is left of a name must be printed as a whole.
      let name =
        column == "principal_id" && values("principal_type") == "TENANT"
        ? "all" : values(names).flatMap { $0.isEmpty ? nil : $0.printableLine.cut(to: Self.nameWidth) }
      return showsIDs ? [name, value] : [name ?? value]
    }
  }
}
