import Reports

/// Dates and instants that the product derives from options and the calendar; instants in microseconds and dates in days
/// since 1970. A report looks only at those that it has.
struct OracleBounds: Hashable, Sendable {
  var outcomesUntil: Int?
  var asOfDate: Int?
  var horizonEnd: Int?
  var nextHorizonEnd: Int?
  var lookBackStart: Int?

  /// The parameters of a statement, as text.
  var parameters: [String: String] {
    let instants = [ReportParameter.outcomesUntil: outcomesUntil, .lookBackStart: lookBackStart]
    let dates = [
      ReportParameter.asOfDate: asOfDate, .horizonEnd: horizonEnd, .nextHorizonEnd: nextHorizonEnd,
    ]
    let texts = instants.mapValues { $0.map { CivilText.instant($0) } ?? "" }
      .merging(dates.mapValues { $0.map { CivilText.date($0) } ?? "" }) { $1 }
    return Dictionary(uniqueKeysWithValues: texts.map { ($0.key.rawValue, $0.value) })
  }

  /// Bounds of a calendar's units around the UTC date of `asOf`, near and far.
  mutating func addHorizon(asOf: Int, _ draw: inout SplitMix64) {
    let today = asOf / CivilText.microsecondsPerDay
    asOfDate = today
    horizonEnd = today + 1 + draw.below(draw.pick([5, 90]))
    nextHorizonEnd = (horizonEnd ?? today) + 1 + draw.below(draw.pick([20, 90]))
  }
}
