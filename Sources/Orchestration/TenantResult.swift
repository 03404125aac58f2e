package import Exports
package import Runs

/// What a run did for one tenant.
package struct TenantResult: Sendable {
  package let tenant: String
  package internal(set) var planned = 0
  package internal(set) var published: [PublishedOccurrence] = []
  /// Newly skipped by this run; each is named once.
  package internal(set) var skipped: [Occurrence] = []
  /// See `TenantPlan.untouched`.
  package internal(set) var untouched: [Occurrence] = []
  /// Failed a while ago, and not tried by this run.
  package internal(set) var waiting: [WaitingOccurrence] = []
  /// What another worker computes or publishes.
  package internal(set) var busy: Set<OccurrenceKey> = []
  package internal(set) var failures: [RunFailure] = []
}
