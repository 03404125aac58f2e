extension Report {
  /// The column with the names of the ids in a dimension column; nil if there is none.
  package func nameColumn(of dimension: String) -> Column? {
    guard dimension.hasSuffix("_id") else { return nil }
    let name = dimension.dropLast(2) + "name"
    return columns.first { $0.name == name }
  }
}
