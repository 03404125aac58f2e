/// The rule of a zone's footer: a standard offset, and when each year daylight saving time holds instead.
///
/// It is a POSIX TZ string, with the times before midnight and past 24 hours of TZif version 3.
struct DaylightRule: Hashable, Sendable {
  /// Seconds east of UTC.
  var standardOffset: Int
  var daylight: Daylight?

  struct Daylight: Hashable, Sendable {
    /// Seconds east of UTC. Where winter time is the deviation, as in Dublin, it is less than the standard.
    var offset: Int
    /// By the standard clock.
    var start: YearlyMoment
    /// By the daylight saving clock.
    var end: YearlyMoment
  }

  /// The stretch around an instant, in seconds since 1970, as if the rule had always held.
  func span(containing time: Int) -> OffsetSpan {
    guard let daylight else { return OffsetSpan(start: .min, end: .max, offset: standardOffset) }

    // A moment can lie a week outside its year and a southern summer reaches into the next, so two years
    // on either side are enough to have a summer that ends before, and one that begins after.
    let year = CivilDate(daysSinceEpoch: time.floored(by: 86_400)).year
    var winterStart = Int.min
    var summer = summer(of: daylight, in: year - 2)
    for nextYear in (year - 1)...(year + 2) {
      let next = self.summer(of: daylight, in: nextYear)
      if next.lowerBound <= summer.upperBound {
        // Summers that touch are one: that is how a rule says "daylight saving time for ever".
        summer = summer.lowerBound..<next.upperBound
      } else if time < summer.upperBound {
        break
      } else {
        winterStart = summer.upperBound
        summer = next
      }
    }
    return time < summer.lowerBound
      ? OffsetSpan(start: winterStart, end: summer.lowerBound, offset: standardOffset)
      : OffsetSpan(start: summer.lowerBound, end: summer.upperBound, offset: daylight.offset)
  }

  /// When the daylight saving time that starts in a year holds, in seconds since 1970.
  private func summer(of daylight: Daylight, in year: Int) -> Range<Int> {
    let start = daylight.start.localSeconds(in: year) - standardOffset
    let end = daylight.end.localSeconds(in: year) - daylight.offset
    if end >= start { return start..<end }
    return start..<max(start, daylight.end.localSeconds(in: year + 1) - daylight.offset)
  }
}
