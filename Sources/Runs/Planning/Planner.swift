package import Calendars
package import Schedules

/// Decides what to do, from the schedules, the ledger and an instant. Pure: reads no clock and no database.
package struct Planner: Sendable {
  let at: Instant
  private let now: Instant
  let mode: RunMode
  private let ignoresPauses: Bool
  private let schedules: Set<String>?
  private let zones: TimeZoneDatabase?

  /// - Parameters:
  ///   - at: the instant to plan for.
  ///   - now: the current time, which counts if it is later: retry pauses pass in real time, and the CRM is read
  ///     then. nil if there is no clock to ask.
  ///   - ignoresPauses: whether failed occurrences are retried at once.
  ///   - schedules: names of the schedules to plan; nil plans all.
  ///   - zones: for periods that were counted in another zone than the tenant's; nil if there are none.
  package init(
    _ mode: RunMode = .due, at: Instant, now: Instant? = nil, ignoresPauses: Bool = false,
    schedules: Set<String>? = nil, zones: TimeZoneDatabase? = nil
  ) {
    self.zones = zones
    self.mode = mode
    self.at = at
    self.now = max(at, now ?? at)
    self.ignoresPauses = ignoresPauses
    self.schedules = schedules
  }

  func plans(_ schedule: Schedule) -> Bool { schedules?.contains(schedule.name) ?? true }

  /// What ``plan(_:ledger:historyStart:)`` needs of the ledger.
  package var extent: Ledger.Extent {
    switch mode {
    case .due: .recent
    case .backfill(let range, _), .restate(let range, _, _): .around(range)
    }
  }

  /// Whether ``plan(_:ledger:historyStart:)`` needs to know when the history of stages begins.
  package var needsHistoryStart: Bool { mode.asItWas }

  /// - Parameters:
  ///   - ledger: the tenant's rows of the ledger; an empty ledger plans as if nothing had been recorded yet.
  ///   - historyStart: when the tenant's history of stages begins.
  package func plan(
    _ file: TenantSchedules, ledger: [Occurrence], historyStart: HistoryStart = .unknown
  ) -> TenantPlan {
    var plan = TenantPlan(tenant: file.tenant, historyStart: historyStart)
    for schedule in file.schedules where plans(schedule) {
      let rows = ledger.filter { $0.key.schedule == schedule.name }.map { looking($0, schedule, plan.tenant) }
      let recorded = Occurrence.effectiveRevisions(in: rows)
      if mode.asItWas, let refusal = Refusal(of: schedule) {
        plan.refusals.append(refusal)
        continue
      }
      switch mode {
      case .due where !schedule.isEnabled:
        // What is computed gets published, also if its schedule is no longer in the file.
        plan.occurrences += recorded.filter { $0.state == .computed }
          .map { planning($0, schedule, plan.tenant, .unpublished) }
      case .due: addDue(schedule, recorded, to: &plan)
      case .backfill(let range, _): addBackfill(of: range, schedule, recorded, to: &plan)
      case .restate(let range, let reason, _): addRestatements(of: range, reason, schedule, rows, to: &plan)
      }
    }
    return plan
  }

  /// The latest period comes first, so that it does not wait for missed ones.
  private func addDue(_ schedule: Schedule, _ recorded: [Occurrence], to plan: inout TenantPlan) {
    let became = newOccurrences(of: schedule, tenant: plan.tenant, recorded: recorded)
    let all = (recorded + became).sorted { $0.key < $1.key }
    plan.newOccurrences += became
    plan.skipped += all.filter { $0.state == .skipped }
    let waiting = all.compactMap { self.waiting($0, schedule, plan.tenant) }
    plan.waiting += waiting
    let keys = Set(waiting.map(\.occurrence.key))
    let planned = all.filter { !keys.contains($0.key) }.compactMap { occurrence in
      reason(for: occurrence, isLatest: occurrence.key == all.last?.key)
        .map { planning(occurrence, schedule, plan.tenant, $0) }
    }
    plan.occurrences += planned.filter { $0.reason == .due } + planned.filter { $0.reason != .due }
    let final = Set(all.filter { $0.state == .published }.map(\.period))
    plan.shifts += BoundaryShift.all(
      of: schedule, recorded: all.map(\.period), plan.tenant.calendar
    ).filter { !final.contains($0.after) }
  }

  /// The periods that fell due since the last recorded one.
  ///
  /// Compares dates, not instants: if a schedule's zone or period is edited and a boundary moves by some
  /// hours, the same days are not reported again.
  func newOccurrences(
    of schedule: Schedule, tenant: Tenant, recorded: [Occurrence]
  ) -> [Occurrence] {
    let calendar = tenant.calendar
    let ready = schedule.latestEnd(dueBy: at, in: calendar)
    let labels = Set(recorded.map(\.period.label))
    let new = { (period: Window, state: OccurrenceState) in
      looking(
        Occurrence(period, of: schedule, tenant, state: state, takenLabels: labels), schedule, tenant)
    }
    guard let last = recorded.map(\.period.endDate).max() else {
      let periods =
        if let since = schedule.since {
          calendar.completed(schedule.period, startingFrom: since, at: ready)
        } else {
          calendar.latestComplete(schedule.period, at: ready).map { [$0] } ?? []
        }
      return periods.map { new($0, .due) }
    }
    let periods = calendar.completed(schedule.period, endingAfter: last, at: ready)
    let firstDue = periods.count - schedule.catchUp
    return periods.enumerated().map { new($1, $0 < firstDue ? .skipped : .due) }
  }

  private func waiting(
    _ occurrence: Occurrence, _ schedule: Schedule, _ tenant: Tenant
  ) -> WaitingOccurrence? {
    let pause = ignoresPauses ? nil : occurrence.retryNotBefore.flatMap { now < $0 ? $0 : nil }
    let outcomes =
      [.due, .failed, .running].contains(occurrence.state)
      ? outcomesToCome(of: occurrence, schedule, tenant) : nil
    return [pause, outcomes].compactMap(\.self).max().map {
      WaitingOccurrence(
        occurrence: occurrence, cause: outcomes == nil ? .pause(until: $0) : .outcomes(until: $0))
    }
  }

  /// Until when the schedule's reports follow the period's deals; nil if that is over. A period that was recorded before its
  /// schedule got a follow-up, or a longer one, can have such a time before it.
  func outcomesToCome(
    of occurrence: Occurrence, _ schedule: Schedule, _ tenant: Tenant
  ) -> Instant? {
    let calendar = calendar(in: occurrence.timeZone, of: tenant) ?? tenant.calendar
    return schedule.outcomesUntil(occurrence.period, in: calendar).flatMap { now < $0 ? $0 : nil }
  }

  func reason(for occurrence: Occurrence, isLatest: Bool) -> PlannedOccurrence.Reason? {
    switch occurrence.state {
    case .published, .skipped: nil
    case .computed: .unpublished
    case .failed, .running: .retry
    case .due:
      if occurrence.key.revision > 1 { .restate } else { isLatest ? .due : .missed }
    }
  }
}

// MARK: What reports look at

extension Planner {
  func planning(
    _ occurrence: Occurrence, _ schedule: Schedule, _ tenant: Tenant, _ reason: PlannedOccurrence.Reason
  ) -> PlannedOccurrence {
    let calendar = calendar(in: occurrence.timeZone, of: tenant)
    let lateAfter = schedule.fallsDue(following: occurrence.period, in: calendar ?? tenant.calendar)
    return PlannedOccurrence(
      occurrence: looking(occurrence, schedule, tenant), tenant: tenant, schedule: schedule, reason: reason,
      calendar: calendar, lateAfter: lateAfter, isLate: now > lateAfter)
  }

  /// The occurrence with its window. What is computed keeps the recorded one.
  private func looking(_ occurrence: Occurrence, _ schedule: Schedule, _ tenant: Tenant) -> Occurrence {
    guard !occurrence.hasFacts else { return occurrence }
    var occurrence = occurrence
    occurrence.window =
      schedule.window == .completed
      ? occurrence.period
      : calendar(in: occurrence.timeZone, of: tenant)?.window(schedule.window, for: occurrence.period)
    return occurrence
  }

  /// The tenant's calendar in the zone in which a period was counted; nil if tzdata does not have the zone.
  private func calendar(in zone: String, of tenant: Tenant) -> ReportingCalendar? {
    let calendar = tenant.calendar
    if zone == calendar.zone.name { return calendar }
    return (try? zones?.rules(for: zone)).map {
      ReportingCalendar(zone: $0, weekStart: calendar.weekStart, fiscalYearStart: calendar.fiscalYearStart)
    }
  }
}
