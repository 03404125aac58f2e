import Reports

/// What the deals behind one row add up to.
struct DealSums {
  /// The values of the report's dimension columns.
  let dimensions: [String?]
  /// The ids of the deals.
  let dealsInOtherCurrency: Set<String>
  /// By metric; nil if no deal has a value.
  let sums: [String: String?]
}

extension Report {
  /// The metrics that deals add up to.
  var metricsOfDeals: [Column] {
    metrics.filter { metric in dealColumns.contains { $0.name == metric.name } }
  }
}

extension Column {
  /// The digits after the point.
  var scale: Int { if case .decimal(_, let scale) = type { scale } else { 0 } }
}
