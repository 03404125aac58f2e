package import Exports
package import Runs

/// The result of a run for one tenant.
package struct TenantResult: Sendable {
  package let tenant: String
  package internal(set) var planned = 0
  package internal(set) var published: [PublishedOccurrence] = []
  /// Skipped by this run. Periods that were skipped earlier are not reported again.
  package internal(set) var skipped: [Occurrence] = []
  /// See `TenantPlan.untouched`.
  package internal(set) var untouched: [Occurrence] = []
  /// Not computed by this run, because the time for it has not come.
  package internal(set) var waiting: [WaitingOccurrence] = []
  /// Being computed or published by another worker.
  package internal(set) var busy: Set<OccurrenceKey> = []
  package internal(set) var failures: [RunFailure] = []
  /// What a person should know about the exports folder, one sentence each.
  package internal(set) var notices: [String] = []
  /// What a person should know about the tenant's time zone.
  package internal(set) var zoneWarning: String?
}
