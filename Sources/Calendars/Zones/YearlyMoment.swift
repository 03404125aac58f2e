/// A moment that comes once a year by the wall clock, such as the second Sunday in March, 02:00.
struct YearlyMoment: Hashable, Sendable {
  enum Day: Hashable, Sendable {
    /// `Jn`: 1 to 365; 29 February is never counted, so 60 is always 1 March.
    case ofCommonYear(Int)
    /// `n`: 0 to 365, with 29 February counted.
    case sinceNewYear(Int)
    /// `Mm.w.d`: in month m, the weekday d for the w-th time, or for the last time if w is 5; weekday 0 is
    /// Sunday.
    case weekday(month: Int, week: Int, weekday: Int)
  }

  var day: Day
  /// Seconds after that day's midnight; may be negative or reach into following days (−167 to 167 hours).
  var time: Int

  /// The moment as if the wall clock showed UTC, in seconds since 1970.
  func localSeconds(in year: Int) -> Int {
    daysSinceEpoch(in: year) * 86_400 + time
  }

  private func daysSinceEpoch(in year: Int) -> Int {
    switch day {
    case .ofCommonYear(let number):
      let leapDay = number >= 60 && CivilDate.isLeap(year) ? 1 : 0
      return CivilDate.daysSinceEpoch(year: year, month: 1, day: number + leapDay)
    case .sinceNewYear(let number):
      return CivilDate.daysSinceEpoch(year: year, month: 1, day: number + 1)
    case .weekday(let month, let week, let weekday):
      let first = CivilDate.daysSinceEpoch(year: year, month: month, day: 1)
      // 1970-01-01 was a Thursday: weekday 4 when Sunday is 0.
      let daysToWeekday = (weekday - (first + 4)).remainder(by: 7)
      let day = 1 + daysToWeekday + (week - 1) * 7
      return first + (day > CivilDate.length(ofMonth: month, in: year) ? day - 7 : day) - 1
    }
  }
}
