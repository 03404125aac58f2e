internal import Foundation

/// Numbers as people read them.
extension ExactNumber {
  /// A minus that is as wide as a digit.
  static let minus = "\u{2212}"

  /// With a comma after each three digits: `1,039`.
  func grouped(_ decimals: Int = 0) -> String {
    let text = Self.grouped(digits(decimals))
    return text.hasPrefix("-") ? Self.minus + text.dropFirst() : text
  }

  /// Puts a comma after each three digits of the whole part of a number, and changes nothing else.
  static func grouped(_ digits: String) -> String {
    let start = digits.hasPrefix("-") ? digits.index(after: digits.startIndex) : digits.startIndex
    let point = digits.firstIndex(of: ".") ?? digits.endIndex
    let whole = digits[start..<point]
    guard whole.count > 3 else { return digits }
    var text = String(digits[..<start])
    for (position, digit) in whole.enumerated() {
      if position > 0, (whole.count - position).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text + digits[point...]
  }

  /// At most three digits and a unit, thousands with two: `2.17 m`, `19.2 m`, `529 k`, `9.1 k`, `610`.
  var short: String {
    let magnitude = ExactNumber(abs(value))
    for (unit, exponent, decimals) in [("bn", 9, 2), ("m", 6, 2), ("k", 3, 1)] {
      // What rounds up to a thousand of one unit is one of the next.
      guard magnitude.scaled(down: exponent - 3).rounded(0).value >= 1_000 else { continue }
      let scaled = magnitude.scaled(down: exponent)
      // What is shown decides, so that 9,950 is `10 k` like 10,000.
      let shown =
        (1...decimals).reversed().first { scaled.rounded($0).value < pow(10, decimals + 1 - $0) } ?? 0
      return "\(self.scaled(down: exponent).grouped(shown)) \(unit)"
    }
    return grouped()
  }

  private func scaled(down exponent: Int) -> ExactNumber { ExactNumber(value / pow(10, exponent)) }

  /// With its sign: `+529 k`, `−455 k`.
  var change: String { value > 0 ? "+" + short : short }

  /// Of a share: `24%`.
  func percent(_ decimals: Int = 0) -> String { ExactNumber(value * 100).grouped(decimals) + "%" }

  /// Of a ratio: `4.9×`, `14×`, `> 99×`.
  var multiple: String {
    if rounded(0).value >= 100 { return "> 99×" }
    return grouped(abs(rounded(1).value) < 10 ? 1 : 0) + "×"
  }

  /// Where it stands on an axis from 0 to an end, as SVG has it: `43.20%`. What lies outside stands at the end.
  func position(to end: ExactNumber) -> String {
    let share = divided(by: end) ?? .zero
    return ExactNumber(min(max(share.value, 0), 1) * 100).digits(2) + "%"
  }
}
