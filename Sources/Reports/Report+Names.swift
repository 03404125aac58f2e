extension Report {
  /// The column with the names of the ids in a dimension column; nil if there is none.
  package func nameColumn(of dimension: String) -> Column? { columns.first { $0.nameOf == dimension } }

  /// The names of those columns for the dimensions that identify a run.
  package var runNames: [String] { runDimensions.compactMap { nameColumn(of: $0)?.name } }
}
