internal import Foundation

/// A number of a fact, as it was stored. It is rounded for people only from its exact digits.
struct ExactNumber: Comparable, Hashable {
  static let zero = ExactNumber(0)
  /// Of numbers in files. Making one costs more than reading a number.
  private static let locale = Locale(identifier: "en_US_POSIX")

  let value: Decimal

  /// - Parameter text: as it stands in the files.
  /// - Returns: nil if it is no number.
  init?(_ text: String) {
    guard Self.isNumber(text), let value = Decimal(string: text, locale: Self.locale) else { return nil }
    self.value = value
  }

  /// Foundation would take a number from the beginning of a text, and leave the rest.
  private static func isNumber(_ text: String) -> Bool {
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    let parts = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) }
  }

  init(_ value: Decimal) { self.value = value }
  init(_ value: Int) { self.value = Decimal(value) }

  static func < (left: Self, right: Self) -> Bool { left.value < right.value }
  static func + (left: Self, right: Self) -> Self { ExactNumber(left.value + right.value) }
  static func - (left: Self, right: Self) -> Self { ExactNumber(left.value - right.value) }
  static func += (left: inout Self, right: Self) { left = left + right }

  /// nil where the divisor is 0.
  func divided(by divisor: Self) -> Self? {
    divisor == .zero ? nil : ExactNumber(value / divisor.value)
  }

  /// Half away from zero.
  func rounded(_ decimals: Int) -> Self {
    var result = Decimal()
    var magnitude = abs(value)
    unsafe NSDecimalRound(&result, &magnitude, decimals, .plain)
    return ExactNumber(value < 0 ? -result : result)
  }

  /// The digits, without grouping: `-12.50` for two decimals.
  func digits(_ decimals: Int) -> String {
    var text = "\(rounded(decimals).value)"
    guard decimals > 0 else { return text }
    if !text.contains(".") { text += "." }
    let shown = text.split(separator: ".", omittingEmptySubsequences: false)[1].count
    return text + String(repeating: "0", count: max(decimals - shown, 0))
  }

  /// As a text from which the same number can be made.
  var text: String { "\(value)" }

  /// The middle one, or the mean of the middle two; nil for none.
  static func median(_ numbers: [Self]) -> Self? {
    guard !numbers.isEmpty else { return nil }
    let sorted = numbers.sorted()
    let middle = sorted[sorted.count / 2]
    guard sorted.count.isMultiple(of: 2) else { return middle }
    return ExactNumber((middle.value + sorted[sorted.count / 2 - 1].value) / 2)
  }
}
