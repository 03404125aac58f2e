package import Calendars
package import Schedules

/// How one schedule stands, from its ledger and its plan.
package struct ScheduleStatus: Sendable {
  package let schedule: Schedule
  package let lastPublished: Occurrence?
  /// What the next run would do, the oldest first.
  package let open: [PlannedOccurrence]
  package let skipped: [Occurrence]
  /// When the next period will be due; nil where none ends within two years.
  package let nextDue: Instant?

  /// The message of the last attempt of each open occurrence that failed.
  package var failures: [(occurrence: Occurrence, message: String)] {
    open.compactMap { planned in planned.occurrence.errorMessage.map { (planned.occurrence, $0) } }
  }

  /// - Parameters:
  ///   - ledger: the tenant's rows.
  ///   - at: the instant that the status is for.
  package static func all(of file: TenantSchedules, ledger: [Occurrence], at: Instant) -> [ScheduleStatus] {
    let plan = Planner.plan(file, ledger: ledger, at: at)
    return file.schedules.map { schedule in
      let rows = ledger.filter { $0.key.schedule == schedule.name }
      return ScheduleStatus(
        schedule: schedule,
        lastPublished: rows.filter { $0.state == .published }.max { $0.key.end < $1.key.end },
        open: plan.occurrences.filter { $0.schedule.name == schedule.name },
        skipped: plan.skipped.filter { $0.key.schedule == schedule.name },
        nextDue: nextDue(schedule, file.tenant.calendar, at))
    }
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
