internal import Calendars
package import Reports
package import Schedules

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
