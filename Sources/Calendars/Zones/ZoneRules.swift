/// What tzdata says about one zone: every change of its offset in the past, and the rule for the future.
///
/// A plain value, read once. Two are equal if their names are, because a process uses a single version of
/// tzdata.
package struct ZoneRules: Sendable {
  package let name: String
  /// Seconds east of UTC before the first transition; at all times if there is neither a transition nor a
  /// rule.
  private let initialOffset: Int
  /// In ascending order of time.
  private let transitions: [Transition]
  /// Applies from the last transition on.
  private let futureRule: DaylightRule?

  /// From `time` on, in seconds since 1970, the offset is `offset` seconds east of UTC.
  struct Transition: Hashable, Sendable {
    var time: Int
    var offset: Int
  }

  init(name: String, initialOffset: Int, transitions: [Transition], futureRule: DaylightRule?) {
    self.name = name
    self.initialOffset = initialOffset
    self.transitions = transitions
    self.futureRule = futureRule
  }

  /// Whether the zone stands for no place, and ignores changes of the clock.
  package var isFixedOffset: Bool { ZoneName.isFixedOffset(name) }

  package func localDate(at instant: Instant) -> CivilDate {
    let localSeconds = instant.secondsSinceEpoch + utcOffset(at: instant)
    return CivilDate(daysSinceEpoch: localSeconds.floored(by: 86_400))
  }

  /// Seconds east of UTC.
  package func utcOffset(at instant: Instant) -> Int {
    span(containing: instant.secondsSinceEpoch).offset
  }

  /// The first instant whose local date is this date or a later one.
  ///
  /// If midnight does not exist, it is the end of the gap; if midnight comes twice, the earlier one; if the
  /// zone skipped the date, the beginning of the next date. Therefore a later date never begins earlier.
  package func beginning(of date: CivilDate) -> Instant {
    let midnight = date.daysSinceEpoch * 86_400
    // No clock is further ahead of UTC, so the date has begun nowhere before this instant.
    var span = span(containing: midnight - OffsetSpan.allowedOffsets.upperBound)
    while true {
      let candidate = max(span.start, midnight - span.offset)
      if candidate < span.end { return Instant(secondsSinceEpoch: candidate) }
      span = self.span(containing: span.end)
    }
  }

  /// Whether no instant has this local date, as when a zone moves across the date line.
  package func skips(_ date: CivilDate) -> Bool {
    beginning(of: date) == beginning(of: date.adding(days: 1))
  }

  /// The latest date that has begun by an instant, which is a date that the zone did not skip.
  ///
  /// Usually this is the local date. If clocks went back over midnight, a later date had already begun. It
  /// still counts as begun, so that a complete period does not become incomplete again.
  package func latestDateBegun(by instant: Instant) -> CivilDate {
    var date = localDate(at: instant)
    while beginning(of: date.adding(days: 1)) <= instant { date = date.adding(days: 1) }
    return date
  }

  private func span(containing time: Int) -> OffsetSpan {
    guard let first = transitions.first, let last = transitions.last else {
      return futureRule?.span(containing: time)
        ?? OffsetSpan(start: .min, end: .max, offset: initialOffset)
    }
    if time < first.time { return OffsetSpan(start: .min, end: first.time, offset: initialOffset) }
    if time >= last.time {
      guard let futureRule else { return OffsetSpan(start: last.time, end: .max, offset: last.offset) }
      var span = futureRule.span(containing: time)
      span.start = max(span.start, last.time)
      return span
    }
    let next = indexOfFirstTransition(after: time)
    let current = transitions[next - 1]
    return OffsetSpan(start: current.time, end: transitions[next].time, offset: current.offset)
  }

  private func indexOfFirstTransition(after time: Int) -> Int {
    var (low, high) = (0, transitions.count)
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension ZoneRules: Hashable {
  package static func == (left: ZoneRules, right: ZoneRules) -> Bool {
    left.name == right.name
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
  }
}
