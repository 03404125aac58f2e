import Foundation

/// What a weekly run says of one pipeline.
struct WeeklyRun: Hashable {
  var errorMessage: String?
  var warnings: [String: Int] = [:]
  /// The values of each row, by column; without those that are NULL.
  var rows: [[String: String]] = []

  /// Its rows put together for each stage, whenever the deals should close: columns that are the same in all rows of a stage, and
  /// the sums of the others.
  var stagesOfWeightedPipeline: [[String: String]] {
    let buckets = ["close_bucket", "bucket_start", "bucket_end", "weighted_amount"]
    let sums = ["deal_count", "unpriced_count", "open_amount"]
    return Dictionary(grouping: rows) { $0["stage_id"] }.values.map { rows in
      var stage = rows[0].filter { !buckets.contains($0.key) }
      for column in sums {
        let sum = rows.reduce(Decimal(0)) { $0 + (Decimal(string: $1[column] ?? "") ?? .nan) }
        stage[column] = "\(sum)"
      }
      return stage
    }
  }
}
