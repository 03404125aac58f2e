internal import Reports

/// The columns that say what rows are about, as people read them: names, and ids where there is no name or on request.
struct DimensionColumns {
  /// Longer names are cut off.
  private static let nameWidth = 32

  /// The names of dimension columns.
  private let dimensions: [String]
  private let isNamed: [Bool]
  private let showsIDs: Bool

  /// - Parameter dimensions: names of the report's dimension columns.
  init(_ report: Report, _ dimensions: [String], showsIDs: Bool) {
    self.dimensions = dimensions
    isNamed = dimensions.map { report.nameColumn(of: $0) != nil }
    self.showsIDs = showsIDs
  }

  var columns: [TextTable.Column] {
    zip(dimensions, isNamed).flatMap { name, isNamed in
      isNamed
        ? [TextTable.Column(title: String(name.dropLast(3)), isOptional: true)]
          + (showsIDs ? [TextTable.Column(title: name, isOptional: true)] : [])
        : [TextTable.Column(title: name)]
    }
  }

  /// The cells of a row.
  ///
  /// - Parameters:
  ///   - values: of the dimensions.
  ///   - names: of the same; nil where there is none.
  func cells(_ values: [String?], names: [String?]) -> [String?] {
    let isTenant = zip(dimensions, values).contains { $0 == "principal_type" && $1 == "TENANT" }
    return dimensions.indices.flatMap { index -> [String?] in
      guard isNamed[index] else { return [values[index]] }
      // What is left of a name must be printed as a whole.
      let name =
        isTenant && dimensions[index] == "principal_id"
        ? "all" : names[index].flatMap { $0.isEmpty ? nil : TextTable.printable($0).cut(to: Self.nameWidth) }
      return showsIDs ? [name, values[index]] : [name ?? values[index]]
    }
  }
}
