internal import Calendars

/// Dates as people read them.
extension CivilDate {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November",
    "December",
  ]

  var monthName: String { Self.months[month - 1] }

  /// `23 Nov 2026`
  var words: String { "\(day) \(monthName.prefix(3)) \(year)" }

  /// `23 November 2026`
  var longWords: String { "\(day) \(monthName) \(year)" }

  /// `Monday`
  var weekdayName: String { weekday.name.prefix(1).uppercased() + weekday.name.dropFirst() }

  /// Both included: `16 to 22 Nov 2026`, `28 Sep to 4 Oct 2026`, `23 Nov 2026`.
  static func words(from first: CivilDate, to last: CivilDate) -> String {
    if first == last { return first.words }
    if first.year != last.year { return "\(first.words) to \(last.words)" }
    if first.month != last.month { return "\(first.day) \(first.monthName.prefix(3)) to \(last.words)" }
    return "\(first.day) to \(last.words)"
  }
}

extension Window {
  /// The last date that lies in it.
  var lastDate: CivilDate { endDate.adding(days: -1) }

  /// Its dates, both ends included.
  var words: String {
    startDate.map { CivilDate.words(from: $0, to: lastDate) } ?? "everything up to \(lastDate.words)"
  }

  /// When something happened that lies in it: `from 1 to 31 Oct 2026`, `on 31 Oct 2026`, `up to 31 Oct 2026`.
  var during: String {
    guard let startDate else { return "up to \(lastDate.words)" }
    return startDate == lastDate ? "on \(words)" : "from \(words)"
  }
}
