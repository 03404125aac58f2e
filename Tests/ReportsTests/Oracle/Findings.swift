/// Computes the numbers of a run, and collects the reasons why it cannot be reported. A number that cannot be
/// computed is nil from then on, so that one cause is not reported as two.
struct Findings {
  private var reasons: Set<Unreportable> = []

  /// The sum in cents. A missing amount counts as 0.
  mutating func total(_ amounts: [SourceAmount?]) -> Int128? {
    var cents: Int128 = 0
    var sawNaN = false
    for amount in amounts {
      switch amount {
      case .cents(let value): cents += value
      case .nan: sawNaN = true
      case nil: break
      }
    }
    if sawNaN { reasons.insert(.nanAmount) }
    return sawNaN ? nil : cents
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

  /// The fraction as the column stores it: divided exactly, rounded once.
  mutating func decimal(
    _ numerator: Int128?, over denominator: Int128, as column: NumericColumn
  ) -> String? {
    guard let numerator else { return nil }
    let value = ExactDecimal(rounding: numerator, over: denominator, scale: column.scale)
    if !value.fits(precision: column.precision) { reasons.insert(.outOfRange) }
    return value.description
  }

  mutating func money(_ cents: Int128?) -> String? {
    decimal(cents, over: 100, as: .money)
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
