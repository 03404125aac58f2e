/// Computes the numbers of a run, and collects the reasons why it cannot be reported. A number that cannot be
/// computed is nil from then on, so that one cause is not reported as two.
struct Findings {
  private var reasons: Set<Unreportable> = []

  /// For a reason that no number shows.
  mutating func add(_ reason: Unreportable) { reasons.insert(reason) }

  /// The sum in billionths. A missing amount counts as 0.
  mutating func total(_ amounts: [SourceAmount?]) -> Int128? {
    var billionths: Int128 = 0
    var sawNaN = false
    for case let amount? in amounts {
      if let value = amount.inBillionths { billionths += value } else { sawNaN = true }
    }
    if sawNaN { reasons.insert(.nanAmount) }
    return sawNaN ? nil : billionths
  }

  /// The sum of the spans, in microseconds.
  mutating func total(_ spans: [(from: SourceInstant, to: SourceInstant)]) -> Int128? {
    var microseconds: Int128 = 0
    var sawInfinity = false
    for span in spans {
      if case .at(let from) = span.from, case .at(let to) = span.to {
        microseconds += Int128(to) - Int128(from)
      } else {
        sawInfinity = true
      }
    }
    if sawInfinity { reasons.insert(.infiniteInstant) }
    return sawInfinity ? nil : microseconds
  }

  /// The length of the middle span, in microseconds and twice, so that the mean of two middle ones is exact. There must be
  /// at least one span.
  mutating func twiceTheMedian(_ spans: [(from: SourceInstant, to: SourceInstant)]) -> Int128? {
    guard total(spans) != nil else { return nil }
    let lengths = spans.compactMap { span -> Int128? in
      guard case .at(let from) = span.from, case .at(let to) = span.to else { return nil }
      return Int128(to) - Int128(from)
    }.sorted()
    let half = lengths.count / 2
    return lengths.count % 2 == 1 ? 2 * lengths[half] : lengths[half - 1] + lengths[half]
  }

  /// How many of the deals are in another currency. Their amounts are those of the run's columns of money.
  mutating func dealsInOtherCurrency(_ deals: [DealRow], _ currency: OracleCurrency?) -> Int {
    guard let currency else { return 0 }
    let count = Set(deals.filter(currency.isOther).map(\.id)).count
    if count > 0 && currency.fails { reasons.insert(.otherCurrency) }
    return count
  }

  /// The fraction as the column stores it: divided exactly, rounded once.
  mutating func decimal(
    _ numerator: Int128?, over denominator: Int128, as column: NumericColumn
  ) -> String? {
    guard let numerator else { return nil }
    let value = ExactDecimal(rounding: numerator, over: denominator, scale: column.scale)
    if !value.fits(precision: column.precision) { reasons.insert(.outOfRange) }
    return value.description
  }

  mutating func money(_ billionths: Int128?) -> String? {
    decimal(billionths, over: 1_000_000_000, as: .money)
  }

  /// The text as the column stores it. nil is a value that it must have and does not.
  mutating func text(_ text: String?, maxLength: Int) -> String? {
    guard let text else {
      reasons.insert(.missingName)
      return nil
    }
    if text.unicodeScalars.count > maxLength { reasons.insert(.longText) }
    return text
  }

  /// The rows, or the reasons why there can be none.
  func outcome(_ rows: [[String?]]) -> ExpectedRun.Outcome {
    reasons.isEmpty ? .succeeded(rows: rows) : .failed(reasons)
  }
}
