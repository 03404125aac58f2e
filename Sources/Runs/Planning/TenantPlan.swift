internal import Calendars
package import Schedules

package struct TenantPlan: Sendable {
  package let tenant: Tenant
  /// Occurrences to record in the ledger: newly completed periods, whether due or skipped; skipped periods
  /// that become due again; and new revisions.
  package internal(set) var newOccurrences: [Occurrence] = []
  package internal(set) var occurrences: [PlannedOccurrence] = []
  /// Periods that would be computed if their time had come.
  package internal(set) var waiting: [WaitingOccurrence] = []
  /// Periods that will not be computed, recorded and new ones alike.
  package internal(set) var skipped: [Occurrence] = []
  /// Requested periods that are left alone: in a backfill the published ones, in a restatement those that
  /// cannot be restated.
  package internal(set) var untouched: [Occurrence] = []

  /// Where a period that is not published yet does not meet the one before it.
  package internal(set) var shifts: [BoundaryShift] = []

  /// Requested periods that are not computed, and why.
  package internal(set) var refusals: [Refusal] = []
  /// When the tenant's history of stages begins.
  package var historyStart: HistoryStart

  /// Those of the periods that a backfill asks for which are held back.
  private var requested: Set<OccurrenceKey> = []

  init(tenant: Tenant, historyStart: HistoryStart) {
    self.tenant = tenant
    self.historyStart = historyStart
  }

  /// The planned periods that would be read late, and could be reconstructed instead.
  package var reconstructible: [PlannedOccurrence] {
    occurrences.filter { $0.couldBeReconstructed(from: historyStart) }
  }

  /// The planned periods that would be read late, and of which the history of stages knows nothing. None if it could not be
  /// read.
  package var beforeHistory: [Occurrence] {
    guard historyStart != .unreadable else { return [] }
    return occurrences.filter { $0.misleads && !historyStart.isBefore($0.occurrence.period.end) }.map(
      \.occurrence)
  }

  /// Whether something would be computed, so that it matters up to when the CRM's tables are complete.
  package var readsSource: Bool { occurrences.contains { $0.reason != .unpublished } }

  /// Holds back what would be computed before the CRM's tables are complete up to the instant at which it falls due. It is
  /// recorded all the same, and a later run computes it.
  package mutating func holdBack(beyond freshness: SourceFreshness) {
    let held = occurrences.filter { $0.reason != .unpublished && !freshness.reaches($0.fallsDue) }
    let keys = Set(held.map(\.occurrence.key))
    occurrences.removeAll { keys.contains($0.occurrence.key) }
    waiting += held.map {
      WaitingOccurrence(occurrence: $0.occurrence, cause: .source(freshness, needed: $0.fallsDue))
    }
    requested.formUnion(held.filter { $0.reason == .backfill }.map(\.occurrence.key))
  }

  /// The periods that a backfill asks for.
  package var requestedKeys: Set<OccurrenceKey> {
    requested.union(occurrences.filter { $0.reason == .backfill }.map(\.occurrence.key))
  }

  /// Neighbouring periods with the same reason are refused together.
  mutating func refuse(_ period: Window, of schedule: Schedule, _ reason: Refusal.Reason) {
    if let last = refusals.last, last.schedule == schedule.name, last.reason == reason,
      last.periods.last.map(period.follows) ?? false
    {
      refusals[refusals.count - 1].periods.append(period)
    } else {
      refusals.append(Refusal(schedule: schedule.name, periods: [period], reason: reason))
    }
  }

  /// New due occurrences that are only recorded; the next `run` computes them.
  package var deferred: [Occurrence] {
    let planned = Set(occurrences.map(\.occurrence.key))
    return newOccurrences.filter { $0.state == .due && !planned.contains($0.key) }
  }
}
