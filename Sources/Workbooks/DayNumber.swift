internal import Calendars

/// Days and instants as spreadsheets count them: in days since 1899-12-30.
enum DayNumber {
  private static let dayZero = CivilDate(daysSinceEpoch: -25_569)
  /// The first day that all spreadsheets count alike: some have a 29 February 1900.
  private static let firstDay = CivilDate(daysSinceEpoch: -25_508)

  /// - Returns: nil if the day must stay a text.
  static func text(of date: CivilDate) -> String? {
    date >= firstDay ? String(date.daysSinceEpoch - dayZero.daysSinceEpoch) : nil
  }

  /// In UTC, to the second.
  ///
  /// - Returns: nil if the instant must stay a text.
  static func text(of instant: Instant) -> String? {
    guard instant.secondsSinceEpoch >= firstDay.daysSinceEpoch * 86_400 else { return nil }
    let seconds = instant.secondsSinceEpoch - dayZero.daysSinceEpoch * 86_400
    let (day, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
    if second == 0 { return String(day) }
    // Finer than binary floating point can tell apart, so that it becomes the nearest number.
    let fraction = String(1_000_000_000_000 + (second * 1_000_000_000_000 + 43_200) / 86_400)
    return "\(day).\(fraction.dropFirst())"
  }
}
