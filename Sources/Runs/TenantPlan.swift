internal import Calendars
internal import Reports
package import Schedules

package struct TenantPlan: Sendable {
  package let tenant: Tenant
  /// What is to be recorded in the ledger: periods that became due, skipped ones that are made due after
  /// all, and new revisions.
  package internal(set) var newOccurrences: [Occurrence] = []
  package internal(set) var occurrences: [PlannedOccurrence] = []
  /// Periods that failed, and are left alone for a while.
  package internal(set) var waiting: [WaitingOccurrence] = []
  /// Periods that are not computed any more, the recorded ones and the new ones.
  package internal(set) var skipped: [Occurrence] = []
  /// What was asked for and is not done: a backfill leaves published periods alone, a restatement all others.
  package internal(set) var untouched: [Occurrence] = []

  init(tenant: Tenant) { self.tenant = tenant }

  /// What is recorded and left to the next `run`.
  package var deferred: [Occurrence] {
    let planned = Set(occurrences.map(\.occurrence.key))
    return newOccurrences.filter { $0.state == .due && !planned.contains($0.key) }
  }
}
