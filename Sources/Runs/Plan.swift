package import Calendars
package import Reports
package import Schedules

/// What a run would do, as a value: `plan` prints it, `run` executes it.
package struct Plan: Sendable {
  /// The instant that the plan was made for.
  package let at: Instant
  package let order: Planner.Order
  package let tenants: [TenantPlan]

  package init(at: Instant, order: Planner.Order, tenants: [TenantPlan]) {
    self.at = at
    self.order = order
    self.tenants = tenants
  }
}

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
  package internal(set) var leftAlone: [Occurrence] = []

  init(tenant: Tenant) { self.tenant = tenant }

  /// What is recorded and left to the next `run`.
  package var deferred: [Occurrence] {
    let planned = Set(occurrences.map(\.occurrence.key))
    return newOccurrences.filter { $0.state == .due && !planned.contains($0.key) }
  }
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
    /// A period that was asked for, and that no run would see to.
    case backfill
    /// A new revision of a published period.
    case restate
  }

  package let occurrence: Occurrence
  package let schedule: Schedule
  package let reason: Reason

  /// The schedule's reports, but for those that need a start where the window has none: it is of a time when
  /// the schedule had another period.
  package var requests: [ReportRequest] {
    schedule.reports.filter { occurrence.window.start != nil || $0.report.allowsAllTime }
  }

  package var steps: [Step] {
    let publishing = [Step.publish(schedule.exports)]
    return reason == .unpublished ? publishing : requests.map(Step.compute) + publishing
  }
}

/// An occurrence that failed, and whose pause is not over.
package struct WaitingOccurrence: Sendable {
  package let occurrence: Occurrence
  /// It is not tried again before.
  package let until: Instant
}

package enum Step: Sendable {
  case compute(ReportRequest)
  case publish([ExportFormat])
}
