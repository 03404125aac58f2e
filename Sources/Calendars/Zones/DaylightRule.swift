/// The rule in the footer of a zone's file: a standard offset, and when in each year daylight saving time
/// applies.
///
/// It is a POSIX TZ string, extended as in TZif version 3: times may be negative or later than 24:00.
struct DaylightRule: Hashable, Sendable {
  /// Seconds east of UTC.
  var standardOffset: Int
  var daylight: Daylight?

  struct Daylight: Hashable, Sendable {
    /// Seconds east of UTC. Less than the standard offset where winter time is the exception, as in Dublin.
    var offset: Int
    /// In standard time.
    var start: YearlyMoment
    /// In daylight saving time.
    var end: YearlyMoment
  }

  /// The span that contains an instant, in seconds since 1970, as if the rule had always applied.
  func span(containing time: Int) -> OffsetSpan {
    guard let daylight else { return OffsetSpan(start: .min, end: .max, offset: standardOffset) }

    // A moment can lie a week outside its year, and a southern summer reaches into the next year. So two
    // years on either side are enough to find a summer that ends before the instant and one that begins after
    // it.
    let year = CivilDate(daysSinceEpoch: time.floored(by: 86_400)).year
    var winterStart = Int.min
    var summer = summer(of: daylight, in: year - 2)
    for nextYear in (year - 1)...(year + 2) {
      let next = self.summer(of: daylight, in: nextYear)
      if next.lowerBound <= summer.upperBound {
        // Adjacent summers are one: this is how a rule says that daylight saving time is permanent.
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

  /// The daylight saving time that starts in a year, in seconds since 1970.
  private func summer(of daylight: Daylight, in year: Int) -> Range<Int> {
    let start = daylight.start.localSeconds(in: year) - standardOffset
    let end = daylight.end.localSeconds(in: year) - daylight.offset
    if end >= start { return start..<end }
    return start..<max(start, daylight.end.localSeconds(in: year + 1) - daylight.offset)
  }
}
