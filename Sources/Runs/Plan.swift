package import Calendars
package import Reports
package import Schedules

/// What a run would do, as a value: `plan` prints it, `run` executes it.
package struct Plan: Sendable {
  /// The instant that the plan was made for.
  package let at: Instant
  package let tenants: [TenantPlan]

  package init(at: Instant, tenants: [TenantPlan]) {
    self.at = at
    self.tenants = tenants
  }
}

package struct TenantPlan: Sendable {
  package let tenant: Tenant
  /// What became due since the last time, not yet in the ledger.
  package let newOccurrences: [Occurrence]
  package let occurrences: [PlannedOccurrence]
  /// Periods that are not computed any more, the recorded ones and the new ones.
  package let skipped: [Occurrence]
}

package struct PlannedOccurrence: Sendable {
  package enum Reason: String, Sendable {
    /// The schedule's latest complete period.
    case due
    /// An earlier period that no run has seen to.
    case missed
    /// Tried before, and failed or was interrupted.
    case retry
    /// Computed; its files are not in place.
    case unpublished
    /// A new revision of a published period.
    case restate
  }

  package let occurrence: Occurrence
  package let schedule: Schedule
  package let reason: Reason

  package var steps: [Step] {
    let publishing = [Step.publish(schedule.exports)]
    return reason == .unpublished ? publishing : schedule.reports.map(Step.compute) + publishing
  }
}

package enum Step: Sendable {
  case compute(ReportRequest)
  case publish([ExportFormat])
}
