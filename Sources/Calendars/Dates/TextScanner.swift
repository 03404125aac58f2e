/// Reads ASCII text from left to right, one expected piece at a time.
///
/// A piece is consumed if it is next in the text, and otherwise left in place.
struct TextScanner {
  private var rest: Substring.UTF8View

  init(_ text: some StringProtocol) {
    rest = Substring(text).utf8
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard let next = rest.first, UInt32(next) == character.value else { return false }
    rest.removeFirst()
    return true
  }

  /// Consumes an unsigned number with all its digits.
  ///
  /// - Parameter digits: how many digits are allowed; for fewer or more, nil is returned and nothing is
  ///   consumed.
  mutating func number(digits: ClosedRange<Int>) -> Int? {
    let run = rest.prefix { (0x30...0x39).contains($0) }
    guard digits.contains(run.count) else { return nil }
    rest = rest[run.endIndex...]
    return run.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// A number of exactly this many digits, or nil. A number outside the range is consumed as well.
  mutating func number(digits: Int, in range: ClosedRange<Int>) -> Int? {
    guard let value = number(digits: digits...digits), range.contains(value) else { return nil }
    return value
  }

  /// Consumes the bytes that satisfy a condition and returns their number.
  mutating func skip(while isWanted: (UInt8) -> Bool) -> Int {
    let run = rest.prefix(while: isWanted)
    rest = rest[run.endIndex...]
    return run.count
  }
}
