/// Windows for every way in which the local date and the UTC date of an instant can differ: zones on both
/// sides of Greenwich, a change of the clock inside, a day of 23 hours, a leap day, decades.
enum RandomWindow {
  static func pick(_ random: inout SplitMix64, poison: Poison) -> OracleWindow {
    if poison.contains(.farInstants) && random.chance(50) {
      return window(from: (1, 1, 1), offset: 0, to: (9999, 1, 1), offset: 0)
    }
    return random.pick(all)
  }

  private static let all = [
    window(from: (2026, 10, 1), offset: 0, to: (2026, 11, 1), offset: 0),
    // Europe/Berlin
    window(from: (2026, 10, 1), offset: 120, to: (2026, 11, 1), offset: 60),
    // America/New_York
    window(from: (2026, 3, 1), offset: -300, to: (2026, 4, 1), offset: -240),
    // Asia/Kathmandu
    window(from: (2026, 6, 1), offset: 345, to: (2026, 6, 8), offset: 345),
    // Pacific/Auckland, the day on which summer begins
    window(from: (2026, 9, 27), offset: 720, to: (2026, 9, 28), offset: 780),
    // Pacific/Kiritimati
    window(from: (2026, 1, 1), offset: 840, to: (2026, 4, 1), offset: 840),
    // Pacific/Pago_Pago, 29 February
    window(from: (2024, 2, 29), offset: -660, to: (2024, 3, 1), offset: -660),
    // America/Los_Angeles
    window(from: (2025, 1, 1), offset: -480, to: (2026, 1, 1), offset: -480),
    // Decades: averages in days have so many digits before the decimal point that floating point has few left
    // after it.
    window(from: (1980, 1, 1), offset: 0, to: (2026, 1, 1), offset: 0),
  ]

  /// A window between the midnights of two local dates, each with its offset from UTC in minutes.
  private static func window(
    from: (year: Int, month: Int, day: Int), offset fromOffset: Int,
    to: (year: Int, month: Int, day: Int), offset toOffset: Int
  ) -> OracleWindow {
    let startDate = CivilText.day(from.year, from.month, from.day)
    let endDate = CivilText.day(to.year, to.month, to.day)
    return OracleWindow(
      start: startDate * CivilText.microsecondsPerDay - fromOffset * 60_000_000,
      end: endDate * CivilText.microsecondsPerDay - toOffset * 60_000_000,
      startDate: startDate, endDate: endDate)
  }
}
