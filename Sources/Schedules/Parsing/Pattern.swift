import Foundation

extension String {
  /// Whether the regular expression matches the whole text. The schema contains the same expression.
  func wholeMatch(_ pattern: String) -> Bool {
    range(of: "\\A(?:\(pattern))\\z", options: .regularExpression) != nil
  }
}

/// A regular expression for the decimal numbers from 1 to a limit, for the schema of a text value.
///
/// For 744: one or two digits; three digits below 700; 700…739; 740…744.
func numberPattern(upTo limit: Int) -> String {
  let digits = Array(String(limit))
  var parts: [String] = []
  if digits.count > 1 {
    parts.append("[1-9]" + anyDigits(0...(digits.count - 2)))
  }
  for (index, character) in digits.enumerated() {
    let lowest = index == 0 ? 1 : 0
    guard let digit = character.wholeNumberValue, digit > lowest else { continue }
    let rest = digits.count - index - 1
    parts.append(String(digits.prefix(index)) + "[\(lowest)-\(digit - 1)]" + anyDigits(rest...rest))
  }
  parts.append(String(digits))
  return parts.joined(separator: "|")
}

private func anyDigits(_ count: ClosedRange<Int>) -> String {
  switch (count.lowerBound, count.upperBound) {
  case (_, 0): ""
  case (let least, let most) where least == most: "[0-9]{\(most)}"
  case (let least, let most): "[0-9]{\(least),\(most)}"
  }
}
