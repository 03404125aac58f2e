package import Calendars
package import Schedules

/// Works out what is due, from the schedules, the ledger and an instant. Pure: reads no clock and no
/// database.
package enum Planner {
  /// - Parameters:
  ///   - ledger: the tenant's rows; empty plans as if nothing had been recorded yet.
  ///   - schedules: names of the schedules to plan; nil plans all.
  package static func plan(
    _ file: TenantSchedules, ledger: [Occurrence], at: Instant, schedules: Set<String>? = nil
  ) -> TenantPlan {
    var new: [Occurrence] = []
    var planned: [PlannedOccurrence] = []
    var skipped: [Occurrence] = []
    for schedule in file.schedules where schedules?.contains(schedule.name) ?? true {
      let recorded = Occurrence.latestRevisions(in: ledger.filter { $0.key.schedule == schedule.name })
      let became = newOccurrences(of: schedule, tenant: file.tenant, recorded: recorded, at: at)
      let all = (recorded + became).sorted { $0.key.end < $1.key.end }
      let latest = all.last?.key
      new += became
      skipped += all.filter { $0.state == .skipped }
      planned += all.compactMap { occurrence in
        reason(for: occurrence, isLatest: occurrence.key == latest)
          .map { PlannedOccurrence(occurrence: occurrence, schedule: schedule, reason: $0) }
      }
    }
    return TenantPlan(
      tenant: file.tenant, newOccurrences: new, occurrences: planned, skipped: skipped)
  }

  /// The periods that were completed since the last recorded one.
  ///
  /// Dates decide, not instants: a schedule whose zone or period was edited does not report the same days
  /// again because a boundary moved by some hours.
  private static func newOccurrences(
    of schedule: Schedule, tenant: Tenant, recorded: [Occurrence], at: Instant
  ) -> [Occurrence] {
    let ready = at.adding(seconds: -schedule.readyAfter)
    let calendar = tenant.calendar
    let labels = Set(recorded.map(\.window.label))
    func occurrence(_ window: Window, _ state: OccurrenceState) -> Occurrence {
      // An edited calendar can give a label again, and with it a path that has a file.
      let window = labels.contains(window.label) ? window.labelledByDates : window
      return Occurrence(
        key: OccurrenceKey(tenantID: tenant.id, schedule: schedule.name, window: window, revision: 1),
        window: window, timeZone: calendar.zone.name, state: state)
    }
    guard let last = recorded.map(\.window.endDate).max() else {
      let windows =
        if let since = schedule.since {
          calendar.completed(schedule.period, startingFrom: since, at: ready)
        } else {
          calendar.latestComplete(schedule.period, at: ready).map { [$0] } ?? []
        }
      return windows.map { occurrence($0, .due) }
    }
    let windows = calendar.completed(schedule.period, endingAfter: last, at: ready)
    let firstDue = windows.count - schedule.catchUp
    return windows.enumerated().map { occurrence($1, $0 < firstDue ? .skipped : .due) }
  }

  private static func reason(for occurrence: Occurrence, isLatest: Bool) -> PlannedOccurrence.Reason? {
    switch occurrence.state {
    case .published, .skipped: nil
    case .computed: .unpublished
    case .failed, .running: .retry
    case .due:
      if occurrence.key.revision > 1 { .restate } else { isLatest ? .due : .missed }
    }
  }
}
