internal import Reports

extension PlaceQuery {
  /// - Parameter arguments: those of all reports that are computed, for the same window. At most one of them has a horizon.
  /// - Returns: nil if no report needs the query.
  init?(for arguments: [ReportArguments], using columns: Set<OptionalColumn>) {
    let counting = arguments.filter(\.request.report.countsPlaces)
    guard let first = counting.first else { return nil }
    self.init(
      columns: columns, isReconstructed: first.isReconstructed,
      values: counting.reduce(into: first.ownValues) { values, arguments in
        values.merge(arguments.bounds) { $1 }
      })
  }
}
