package import Calendars
package import Schedules

/// The status of one schedule, derived from its ledger rows and its plan.
package struct ScheduleStatus: Sendable {
  private static let maxRecent = 12
  /// For how long a restatement is news, in seconds.
  private static let newsTime = 7 * 86_400

  package let schedule: String
  /// Whether the schedule is only in the ledger, because it was removed from its file or renamed.
  package let isRemoved: Bool
  /// Whether the schedule file lets runs take it; also if it is not in the file.
  package let isEnabled: Bool
  package let lastPublished: Occurrence?
  package let open: [Open]
  package let skipped: [Occurrence]
  /// Published periods with failed runs.
  package let incomplete: [Occurrence]
  /// Published periods of the last year whose snapshot was late, in order; not those that were reconstructed.
  package let late: [Occurrence]
  /// Published periods of the last year that were computed as things stood at their ends, in order.
  package let reconstructed: [Occurrence]
  /// Periods that were never recorded, although earlier and later ones were: a backfill left them out.
  package let missing: [Missing]
  /// Published periods that were restated in the last seven days, in order; of those that a status looks at, which end a year or
  /// less before the last one.
  package let restated: [Occurrence]
  /// The last twelve periods that the schedule had planned, in order.
  package let recent: [Recent]
  /// Where recent periods, or the last one and the next, do not meet.
  package let shifts: [BoundaryShift]
  /// When the next period will be due; nil if none ends within two years, or if the schedule was removed or is disabled.
  package let nextDue: Instant?

  package struct Recent: Sendable {
    package let period: Window
    /// Its effective revision, recorded or due; nil if it is missing.
    package let occurrence: Occurrence?
  }

  package struct Missing: Sendable {
    package let period: Window
    /// What its reports would look at.
    package let window: Window
  }

  /// A period that is recorded or due, but not published.
  package struct Open: Sendable {
    package let occurrence: Occurrence
    /// Why the next run would process the period; nil if no run will, because the schedule was removed or is disabled.
    package let reason: PlannedOccurrence.Reason?
    /// If the last attempt failed, the instant before which it is not retried.
    package let waitsUntil: Instant?
  }

  /// - Parameters:
  ///   - ledger: the tenant's recent occurrences.
  ///   - gaps: the gaps between all recorded periods.
  ///   - at: the instant to report the status for.
  ///   - now: the current time: what was published in the last days is news.
  ///   - zones: for periods that were counted in another zone than the tenant's; nil if there are none.
  /// - Returns: the schedules of the file in its order, then the removed ones by name.
  package static func all(
    of file: TenantSchedules, ledger: [Occurrence], gaps: [RecordedGap], at: Instant, now: Instant,
    zones: TimeZoneDatabase?
  ) -> [ScheduleStatus] {
    let rows = Dictionary(grouping: ledger, by: \.key.schedule)
    let present = file.schedules.map { schedule in
      let plan = Planner(at: at, now: now, schedules: [schedule.name], zones: zones).plan(
        file, ledger: ledger)
      let recorded = rows[schedule.name] ?? []
      guard schedule.isEnabled else {
        return ScheduleStatus(
          leftAlone: schedule.name, recorded: recorded, isRemoved: false,
          missing: missing(schedule, file.tenant.calendar, gaps, at), now: now)
      }
      return ScheduleStatus(
        schedule.name, recorded: recorded, isRemoved: false, isEnabled: true,
        open: plan.occurrences.map { Open(occurrence: $0.occurrence, reason: $0.reason, waitsUntil: nil) }
          + plan.waiting.map { Open(occurrence: $0.occurrence, reason: .retry, waitsUntil: $0.until) },
        skipped: plan.skipped, missing: missing(schedule, file.tenant.calendar, gaps, at),
        shifts: BoundaryShift.all(
          of: schedule, recorded: recorded.map(\.period) + plan.newOccurrences.map(\.period),
          file.tenant.calendar),
        nextDue: nextDue(schedule, isNew: recorded.isEmpty, file.tenant.calendar, at), now: now)
    }
    let removed = Set(rows.keys).subtracting(file.schedules.map(\.name)).sorted().map { name in
      ScheduleStatus(leftAlone: name, recorded: rows[name] ?? [], isRemoved: true, missing: [], now: now)
    }
    return present + removed
  }

  /// Of a schedule that no run takes.
  private init(
    leftAlone schedule: String, recorded: [Occurrence], isRemoved: Bool, missing: [Missing], now: Instant
  ) {
    let latest = Occurrence.effectiveRevisions(in: recorded)
    self.init(
      schedule, recorded: recorded, isRemoved: isRemoved, isEnabled: isRemoved,
      open: latest.filter { $0.state != .published && $0.state != .skipped }
        .map {
          Open(occurrence: $0, reason: $0.state == .computed ? .unpublished : nil, waitsUntil: nil)
        },
      skipped: latest.filter { $0.state == .skipped }, missing: missing, shifts: [], nextDue: nil, now: now)
  }

  private init(
    _ schedule: String, recorded: [Occurrence], isRemoved: Bool, isEnabled: Bool, open: [Open],
    skipped: [Occurrence],
    missing: [Missing], shifts: [BoundaryShift], nextDue: Instant?, now: Instant
  ) {
    self.isEnabled = isEnabled
    let published = Occurrence.latestComputedRevisions(in: recorded).filter { $0.state == .published }
    self.schedule = schedule
    self.isRemoved = isRemoved
    self.open = open
    self.skipped = skipped
    self.missing = missing
    self.shifts = shifts
    self.nextDue = nextDue
    lastPublished = published.last
    restated = published.filter { occurrence in
      occurrence.key.revision > 1
        && occurrence.publishedAt.map { $0 > now.adding(seconds: -Self.newsTime) } ?? false
    }
    recent = Self.recent(
      Occurrence.effectiveRevisions(in: recorded), due: open.map(\.occurrence) + skipped, missing)
    incomplete = published.filter { $0.failedRuns > 0 }
    let recent = published.last.map { $0.period.endDate.adding(days: -366) }
    let lastYear = published.filter { occurrence in
      recent.map { occurrence.period.endDate > $0 } ?? false
    }
    late = lastYear.filter { $0.snapshotKind == .late }
    reconstructed = lastYear.filter { $0.snapshotKind == .reconstructed }
  }

  /// - Parameters:
  ///   - recorded: one revision of each period.
  ///   - due: may be recorded too.
  private static func recent(
    _ recorded: [Occurrence], due: [Occurrence], _ missing: [Missing]
  ) -> [Recent] {
    let known = Set(recorded.map(\.key.periodKey))
    let occurrences = recorded + due.filter { !known.contains($0.key.periodKey) }
    let all =
      occurrences.map { Recent(period: $0.period, occurrence: $0) }
      + missing.map { Recent(period: $0.period, occurrence: nil) }
    return all.sorted { $0.period.end < $1.period.end }.suffix(maxRecent)
  }

  /// The periods of the present schedule that lie in the gaps.
  private static func missing(
    _ schedule: Schedule, _ calendar: ReportingCalendar, _ gaps: [RecordedGap], _ at: Instant
  ) -> [Missing] {
    gaps.filter { $0.schedule == schedule.name }.flatMap { gap in
      calendar.completed(
        schedule.period, endingAfter: gap.start, at: min(at, calendar.zone.beginning(of: gap.end))
      ).filter(gap.contains)
    }.map { Missing(period: $0, window: calendar.window(schedule.window, for: $0)) }
  }

  /// - Parameter isNew: whether nothing is recorded, so that the first period is that of `since`.
  private static func nextDue(
    _ schedule: Schedule, isNew: Bool, _ calendar: ReportingCalendar, _ at: Instant
  ) -> Instant? {
    let ready = schedule.latestEnd(dueBy: at, in: calendar)
    let twoYears = 2 * 366 * 86_400
    if isNew, let since = schedule.since, calendar.zone.beginning(of: since) > ready {
      return calendar.completed(
        schedule.period, startingFrom: since,
        at: calendar.zone.beginning(of: since).adding(seconds: twoYears)
      ).first.map { schedule.fallsDue($0, in: calendar) }
    }
    return calendar.completed(
      schedule.period, endingAfter: calendar.zone.localDate(at: ready).adding(days: -1),
      at: ready.adding(seconds: twoYears)
    ).lazy.map { schedule.fallsDue($0, in: calendar) }.first { $0 > at }
  }
}
