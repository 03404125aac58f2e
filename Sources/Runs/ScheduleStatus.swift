package import Calendars
package import Schedules

/// How one schedule stands, from its ledger and its plan.
package struct ScheduleStatus: Sendable {
  package let schedule: String
  /// Whether the ledger alone knows the schedule: it was taken out of its file, or renamed.
  package let isRemoved: Bool
  package let lastPublished: Occurrence?
  package let open: [Open]
  package let skipped: [Occurrence]
  /// When the next period will be due; nil where none ends within two years, and of a removed schedule.
  package let nextDue: Instant?

  /// A period that is recorded or due, and not published.
  package struct Open: Sendable {
    package let occurrence: Occurrence
    /// What the next run would do it for; nil where no run sees to it, for the schedule was removed.
    package let reason: PlannedOccurrence.Reason?
  }

  /// - Parameters:
  ///   - ledger: the tenant's rows.
  ///   - at: the instant that the status is for.
  /// - Returns: the schedules of the file in its order, then those that were removed from it.
  package static func all(of file: TenantSchedules, ledger: [Occurrence], at: Instant) -> [ScheduleStatus] {
    let plan = Planner(at: at).plan(file, ledger: ledger)
    let rows = Dictionary(grouping: ledger, by: \.key.schedule)
    let present = file.schedules.map { schedule in
      ScheduleStatus(
        schedule: schedule.name, isRemoved: false,
        lastPublished: lastPublished(rows[schedule.name] ?? []),
        open: plan.occurrences.filter { $0.schedule.name == schedule.name }
          .map { Open(occurrence: $0.occurrence, reason: $0.reason) },
        skipped: plan.skipped.filter { $0.key.schedule == schedule.name },
        nextDue: nextDue(schedule, file.tenant.calendar, at))
    }
    let removed = Set(rows.keys).subtracting(file.schedules.map(\.name)).sorted().map { name in
      let latest = Occurrence.latestRevisions(in: rows[name] ?? []).sorted { $0.key.end < $1.key.end }
      return ScheduleStatus(
        schedule: name, isRemoved: true, lastPublished: lastPublished(rows[name] ?? []),
        open: latest.filter { $0.state != .published && $0.state != .skipped }
          .map { Open(occurrence: $0, reason: $0.state == .computed ? .unpublished : nil) },
        skipped: latest.filter { $0.state == .skipped }, nextDue: nil)
    }
    return present + removed
  }

  private static func lastPublished(_ rows: [Occurrence]) -> Occurrence? {
    rows.filter { $0.state == .published }.max { $0.key.end < $1.key.end }
  }

  private static func nextDue(
    _ schedule: Schedule, _ calendar: ReportingCalendar, _ at: Instant
  ) -> Instant? {
    let ready = at.adding(seconds: -schedule.readyAfter)
    let twoYears = 2 * 366 * 86_400
    return calendar.completed(
      schedule.period, endingAfter: calendar.zone.localDate(at: ready), at: ready.adding(seconds: twoYears)
    ).first { $0.end > ready }?.end.adding(seconds: schedule.readyAfter)
  }
}
