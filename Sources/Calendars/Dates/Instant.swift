/// A moment, in whole seconds of Unix time: leap seconds are not counted.
package struct Instant: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z; negative before.
  package let secondsSinceEpoch: Int

  package init(secondsSinceEpoch: Int) {
    self.secondsSinceEpoch = secondsSinceEpoch
  }

  /// Reads `2026-10-01T00:00:00Z`, or with `±hh:mm` instead of `Z`.
  ///
  /// - Parameter iso8601: a date, `T`, a time to the second, an optional fraction, which is dropped, and a
  ///   zone designator, which is required. Anything else gives nil.
  package init?(iso8601: String) {
    var scanner = TextScanner(iso8601)
    guard let date = CivilDate(scanning: &scanner), scanner.skip("T"),
      let hour = scanner.number(digits: 2, in: 0...23), scanner.skip(":"),
      let minute = scanner.number(digits: 2, in: 0...59), scanner.skip(":"),
      let second = scanner.number(digits: 2, in: 0...59)
    else { return nil }
    if scanner.skip(".") {
      guard scanner.skip(while: { (0x30...0x39).contains($0) }) > 0 else { return nil }
    }
    guard let offset = Self.offset(scanning: &scanner), scanner.isAtEnd else { return nil }
    secondsSinceEpoch = date.daysSinceEpoch * 86_400 + hour * 3_600 + minute * 60 + second - offset
  }

  /// Seconds east of UTC.
  private static func offset(scanning scanner: inout TextScanner) -> Int? {
    if scanner.skip("Z") { return 0 }
    let sign = scanner.skip("+") ? 1 : -1
    guard sign > 0 || scanner.skip("-"),
      let hours = scanner.number(digits: 2, in: 0...23), scanner.skip(":"),
      let minutes = scanner.number(digits: 2, in: 0...59)
    else { return nil }
    return sign * (hours * 3_600 + minutes * 60)
  }

  package func adding(seconds: Int) -> Instant {
    Instant(secondsSinceEpoch: secondsSinceEpoch + seconds)
  }
}

extension Instant: Comparable {
  package static func < (left: Instant, right: Instant) -> Bool {
    left.secondsSinceEpoch < right.secondsSinceEpoch
  }
}

extension Instant: CustomStringConvertible {
  /// `2026-10-01T00:00:00Z`
  package var description: String {
    let date = CivilDate(daysSinceEpoch: secondsSinceEpoch.floored(by: 86_400))
    let second = secondsSinceEpoch.remainder(by: 86_400)
    let time = [second / 3_600, second / 60 % 60, second % 60].map { $0.padded(to: 2) }
    return "\(date)T\(time.joined(separator: ":"))Z"
  }
}
