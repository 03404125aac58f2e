/// A day of the proleptic Gregorian calendar, in no particular time zone.
///
/// All arithmetic on periods is done with dates; only at the end does ``ZoneRules`` turn the result into
/// instants.
package struct CivilDate: Hashable, Sendable {
  /// Days since 1970-01-01; negative before.
  package let daysSinceEpoch: Int

  package init(daysSinceEpoch: Int) {
    self.daysSinceEpoch = daysSinceEpoch
  }

  /// - Returns: nil if the calendar has no such date, or if the year is not one of 1 to 9999, for which an
  ///   ISO date has room.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      (1...Self.length(ofMonth: month, in: year)).contains(day)
    else { return nil }
    daysSinceEpoch = Self.daysSinceEpoch(year: year, month: month, day: day)
  }

  /// - Parameter iso: strictly `YYYY-MM-DD`; anything else gives nil.
  package init?(iso: String) {
    var scanner = TextScanner(iso)
    guard let date = CivilDate(scanning: &scanner), scanner.isAtEnd else { return nil }
    self = date
  }

  /// Reads `YYYY-MM-DD` and leaves the rest of the text.
  init?(scanning scanner: inout TextScanner) {
    guard let year = scanner.number(digits: 4...4), scanner.skip("-"),
      let month = scanner.number(digits: 2...2), scanner.skip("-"),
      let day = scanner.number(digits: 2...2)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  package var year: Int { components.year }
  /// 1 to 12.
  package var month: Int { components.month }
  /// 1 to 31.
  package var day: Int { components.day }

  package var weekday: Weekday {
    // 1970-01-01 was a Thursday, three days after a Monday.
    Weekday.allCases[(daysSinceEpoch + 3).remainder(by: 7)]
  }

  package func adding(days: Int) -> CivilDate {
    CivilDate(daysSinceEpoch: daysSinceEpoch + days)
  }

  /// The same day of the month this many months later, or the last day of that month if it is shorter: a
  /// month after 31 January is 28 or 29 February.
  package func adding(months: Int) -> CivilDate {
    let (year, month, day) = components
    let count = year * 12 + (month - 1) + months
    let (newYear, newMonth) = (count.floored(by: 12), count.remainder(by: 12) + 1)
    return CivilDate(
      daysSinceEpoch: Self.daysSinceEpoch(
        year: newYear, month: newMonth, day: min(day, Self.length(ofMonth: newMonth, in: newYear))))
  }
}

extension CivilDate: Comparable {
  package static func < (left: CivilDate, right: CivilDate) -> Bool {
    left.daysSinceEpoch < right.daysSinceEpoch
  }
}

extension CivilDate: CustomStringConvertible {
  /// ISO 8601: `2026-10-01`.
  package var description: String {
    let (year, month, day) = components
    return "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
  }
}

/// The calendar's arithmetic. Years begin in March here, so that the leap day is the last day of a year, and
/// every month begins at a fixed distance from the beginning of the year.
extension CivilDate {
  static func isLeap(_ year: Int) -> Bool {
    year.remainder(by: 4) == 0 && (year.remainder(by: 100) != 0 || year.remainder(by: 400) == 0)
  }

  static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Takes any month from 1 to 12 and any day number; a day after the month's end counts into the next month.
  static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month < 3 ? year - 1 : year
    let monthsSinceMarch = month < 3 ? month + 9 : month - 3
    return daysSinceEpoch(beginningOfMarchYear: marchYear) + daysBefore(monthsSinceMarch) + day - 1
  }

  private var components: (year: Int, month: Int, day: Int) {
    // 400 years have 146,097 days. This estimate is wrong by one year at most, close to the beginning or end
    // of a year.
    var marchYear = (daysSinceEpoch + Self.epoch).floored(by: 146_097) * 400
    marchYear += (daysSinceEpoch + Self.epoch).remainder(by: 146_097) * 400 / 146_097
    while Self.daysSinceEpoch(beginningOfMarchYear: marchYear) > daysSinceEpoch { marchYear -= 1 }
    while Self.daysSinceEpoch(beginningOfMarchYear: marchYear + 1) <= daysSinceEpoch { marchYear += 1 }

    let dayOfYear = daysSinceEpoch - Self.daysSinceEpoch(beginningOfMarchYear: marchYear)
    let monthsSinceMarch = (dayOfYear * 5 + 2) / 153
    let day = dayOfYear - Self.daysBefore(monthsSinceMarch) + 1
    return monthsSinceMarch < 10
      ? (marchYear, monthsSinceMarch + 3, day) : (marchYear + 1, monthsSinceMarch - 9, day)
  }

  /// Days from 1 March of the year 0 to 1 January 1970.
  private static let epoch = 719_468

  private static func daysSinceEpoch(beginningOfMarchYear year: Int) -> Int {
    year * 365 + year.floored(by: 4) - year.floored(by: 100) + year.floored(by: 400) - epoch
  }

  /// From March on, the months' lengths repeat: 31, 30, 31, 30, 31 days, which is 153 days in five months.
  private static func daysBefore(_ monthsSinceMarch: Int) -> Int {
    (monthsSinceMarch * 153 + 2) / 5
  }
}

extension Int {
  func padded(to width: Int) -> String {
    let digits = String(magnitude)
    return (self < 0 ? "-" : "") + String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}
