internal import Calendars
internal import Schedules

/// Planning of periods that were asked for by their dates.
extension Planner {
  /// Newly completed periods are recorded as in an ordinary run. A schedule that is new to the ledger then
  /// continues from its latest period, and not from the last one of the range.
  func addBackfill(
    of range: PeriodRange, _ schedule: Schedule, _ recorded: [Occurrence], to plan: inout TenantPlan
  ) {
    let became = newOccurrences(of: schedule, tenant: plan.tenant, recorded: recorded)
    let later = became.filter { !range.contains($0.period) }
    plan.newOccurrences += later
    plan.skipped += later.filter { $0.state == .skipped }
    let latest = (recorded + became).max { $0.key < $1.key }?.key
    let labels = Set(recorded.map(\.period.label))
    let known = Dictionary(recorded.map { ($0.period.dates, $0) }) { $0.key > $1.key ? $0 : $1 }
    let periods = plan.tenant.calendar.completed(
      schedule.period, startingFrom: range.from, at: schedule.latestEnd(dueBy: at, in: plan.tenant.calendar))
    for period in periods where range.contains(period) {
      let known = known[period.dates]
      if let known, known.state == .published || isRestatedOtherwise(known) {
        plan.untouched.append(known)
      } else if let reason = refusal(of: period, known, in: plan) {
        plan.refuse(period, of: schedule, reason)
      } else if let known, isAsRecorded(known), let reason = reason(for: known, isLatest: known.key == latest)
      {
        plan.occurrences.append(planning(known, schedule, plan.tenant, reason))
      } else {
        let due =
          known?.resetToDue ?? Occurrence(period, of: schedule, plan.tenant, state: .due, takenLabels: labels)
        let backfill = planning(due.asItWas(mode.asItWas), schedule, plan.tenant, .backfill)
        plan.newOccurrences.append(backfill.occurrence)
        plan.occurrences.append(backfill)
      }
    }
  }

  /// Why a period that is not published is not reconstructed; nil if it is, or is not to be.
  private func refusal(of period: Window, _ known: Occurrence?, in plan: TenantPlan) -> Refusal.Reason? {
    guard mode.asItWas else { return nil }
    if let known, known.hasFacts { return known.isReconstructed ? nil : .computed }
    return plan.historyStart.isBefore(period.end) ? nil : .beforeHistory(plan.historyStart)
  }

  /// Whether a backfill takes over what is recorded for a period. What is not computed yet is computed from the source that the
  /// backfill asks for.
  private func isAsRecorded(_ known: Occurrence) -> Bool {
    known.hasFacts || known.isReconstructed == mode.asItWas
  }

  /// Whether it is a restatement that is not computed yet, from another source than the backfill asks for.
  private func isRestatedOtherwise(_ known: Occurrence) -> Bool {
    known.key.revision > 1 && !known.hasFacts && known.isReconstructed != mode.asItWas
  }

  /// Why a published period is not restated, although it could be; nil if nothing stands against it.
  private func refusal(ofRestating occurrence: Occurrence, in plan: TenantPlan) -> Refusal.Reason? {
    guard mode.asItWas else { return occurrence.isReconstructed ? .reconstructed : nil }
    guard occurrence.isReconstructed || occurrence.hasLateSnapshot else { return .onTime }
    return plan.historyStart.isBefore(occurrence.period.end) ? nil : .beforeHistory(plan.historyStart)
  }

  func addRestatements(
    of range: PeriodRange, _ reason: String, _ schedule: Schedule, _ rows: [Occurrence],
    to plan: inout TenantPlan
  ) {
    // The number of a skipped revision is not reused.
    let highest = Dictionary(rows.map { ($0.key.periodKey, $0.key.revision) }, uniquingKeysWith: max)
    for occurrence in Occurrence.effectiveRevisions(in: rows) where range.contains(occurrence.period) {
      let revision = 1 + (highest[occurrence.key.periodKey] ?? occurrence.key.revision)
      let next = planning(
        occurrence.restated(as: revision, because: reason).asItWas(mode.asItWas), schedule, plan.tenant,
        .restate)
      if occurrence.state == .published, let reason = refusal(ofRestating: occurrence, in: plan) {
        plan.refuse(occurrence.period, of: schedule, reason)
      } else if occurrence.state == .published,
        let until = outcomesToCome(of: occurrence, schedule, plan.tenant)
      {
        plan.waiting.append(
          WaitingOccurrence(occurrence: next.occurrence, cause: .outcomes(until: until)))
      } else if occurrence.state == .published, !next.requests.isEmpty {
        plan.newOccurrences.append(next.occurrence)
        plan.occurrences.append(next)
      } else {
        plan.untouched.append(occurrence)
      }
    }
  }
}
