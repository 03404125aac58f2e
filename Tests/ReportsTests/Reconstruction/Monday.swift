import Foundation

/// A Monday at 00:00 in Berlin: the end of one week and the beginning of the next. The zone has daylight saving, so that a week
/// has 167, 168 or 169 hours.
struct Monday: Hashable, Sendable {
  /// 0 is 2024-07-01. Before it is a negative number.
  let number: Int

  private static let first = CivilText.day(2024, 7, 1)
  private static let zone: TimeZone = {
    guard let zone = TimeZone(identifier: "Europe/Berlin") else { preconditionFailure("no zone of Berlin") }
    return zone
  }()

  /// In days since 1970.
  var date: Int { Self.first + 7 * number }

  /// In microseconds since 1970.
  var instant: Int {
    // Clocks change on Sunday mornings, so the offset at midnight is that of an hour or two before it.
    let evening = Date(timeIntervalSince1970: Double(date * 86_400 - 7_200))
    return (date * 86_400 - Self.zone.secondsFromGMT(for: evening)) * 1_000_000
  }

  /// The first Monday after an instant.
  init(after instant: Int) {
    var number = (instant / CivilText.microsecondsPerDay - Self.first) / 7 - 1
    while Self(number).instant <= instant { number += 1 }
    self.number = number
  }

  init(_ number: Int) { self.number = number }

  /// The week that ends then.
  var week: OracleWindow {
    OracleWindow(
      start: Monday(number - 1).instant, end: instant, startDate: Monday(number - 1).date, endDate: date)
  }
}
