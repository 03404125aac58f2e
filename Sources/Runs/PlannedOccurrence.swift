internal import Calendars
package import Reports
package import Schedules

package struct PlannedOccurrence: Sendable {
  package enum Reason: String, Sendable {
    /// The schedule's latest complete period.
    case due
    /// An earlier period that no run has processed.
    case missed
    /// An earlier attempt failed or was interrupted.
    case retry
    /// Computed, but its files are not in place.
    case unpublished
    /// A requested period that no ordinary run would process.
    case backfill
    /// A new revision of a published period.
    case restate
  }

  package let occurrence: Occurrence
  package let schedule: Schedule
  package let reason: Reason

  /// The schedule's reports. If the window has no start, because the schedule once had another period,
  /// reports that need a start are left out.
  package var requests: [ReportRequest] {
    schedule.reports.filter { occurrence.window.start != nil || $0.report.supportsAllTime }
  }

  package var steps: [Step] {
    let publishing = [Step.publish(schedule.exports)]
    return reason == .unpublished ? publishing : requests.map(Step.compute) + publishing
  }
}
