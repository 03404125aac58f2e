package import Schedules

package struct TenantPlan: Sendable {
  package let tenant: Tenant
  /// Occurrences to record in the ledger: newly completed periods, whether due or skipped; skipped periods
  /// that become due again; and new revisions.
  package internal(set) var newOccurrences: [Occurrence] = []
  package internal(set) var occurrences: [PlannedOccurrence] = []
  /// Failed periods whose retry pause is not over.
  package internal(set) var waiting: [WaitingOccurrence] = []
  /// Periods that will not be computed, recorded and new ones alike.
  package internal(set) var skipped: [Occurrence] = []
  /// Requested periods that are left alone: in a backfill the published ones, in a restatement those that
  /// cannot be restated.
  package internal(set) var untouched: [Occurrence] = []

  /// Where a period that is not published yet does not meet the one before it.
  package internal(set) var shifts: [BoundaryShift] = []

  init(tenant: Tenant) { self.tenant = tenant }

  /// New due occurrences that are only recorded; the next `run` computes them.
  package var deferred: [Occurrence] {
    let planned = Set(occurrences.map(\.occurrence.key))
    return newOccurrences.filter { $0.state == .due && !planned.contains($0.key) }
  }
}
