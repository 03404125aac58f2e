package import Calendars
package import Reports
package import Schedules

package struct PlannedOccurrence: Sendable {
  package enum Reason: String, Sendable, CaseIterable {
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
  package let tenant: Tenant
  package let schedule: Schedule
  package let reason: Reason
  /// The tenant's calendar in the zone in which the period was counted; nil if tzdata does not have the zone.
  let calendar: ReportingCalendar?
  /// A snapshot that is taken later than this is late.
  let lateAfter: Instant
  /// Whether one that is taken when the plan is made is late.
  let isLate: Bool

  /// Whether it looks at a window that was not over, at a time that is past: its numbers are the CRM's of today, and not
  /// what they would have been then.
  package var readsTodaysCRM: Bool {
    guard schedule.window != .completed, !occurrence.isReconstructed else { return false }
    return switch reason {
    case .missed, .backfill, .restate: true
    case .due, .retry: isLate || occurrence.key.revision > 1
    case .unpublished: false
    }
  }

  /// The schedule's reports. If the window has no start, because the schedule once had another period,
  /// reports that need a start are left out; and those that cannot be reconstructed, if it is.
  package var requests: [ReportRequest] {
    guard occurrence.isReconstructed else { return requestsForWindow }
    return refusal == nil ? requestsForWindow.filter(\.report.reconstruction.isPossible) : []
  }

  /// Why it cannot be reconstructed, although it is to be: the schedule was edited since. nil if it can.
  var refusal: Refusal? { occurrence.isReconstructed ? Refusal(of: schedule) : nil }

  /// The schedule's reports that it leaves out because it is reconstructed.
  package var notReconstructed: [NotReconstructed] {
    occurrence.isReconstructed ? requestsForWindow.compactMap { NotReconstructed($0.report) } : []
  }

  private var requestsForWindow: [ReportRequest] {
    guard let window = occurrence.window, window.start == nil else { return schedule.reports }
    return schedule.reports.filter(\.report.supportsAllTime)
  }

  package var fallsDue: Instant { schedule.fallsDue(occurrence.period, in: calendar ?? tenant.calendar) }

  /// The instant up to which durations that have not ended are measured: the end of the period.
  var asOf: Instant { occurrence.period.end }

  /// Up to when what became of the period's deals counts; nil if no report follows them beyond its end.
  package var outcomesUntil: Instant? {
    guard let window = occurrence.window, let calendar else { return nil }
    return requests.compactMap(\.followUpDays).max().flatMap {
      $0 > 0 ? calendar.outcomesUntil($0, after: window) : nil
    }
  }

  /// - Parameter window: what the reports look at.
  /// - Throws: ``UnknownWindow`` if a report has bounds that need a zone which tzdata does not have.
  func runIdentities(_ window: Window) throws(UnknownWindow) -> [RunIdentity] {
    guard let calendar = calendar ?? (requests.allSatisfy { !$0.hasBounds } ? tenant.calendar : nil) else {
      throw UnknownWindow(timeZone: occurrence.timeZone)
    }
    return requests.map {
      RunIdentity(
        occurrence: occurrence, rule: schedule.window, window: window, request: $0, asOf: asOf,
        currency: tenant.currency, bounds: $0.bounds(window: window, asOf: asOf, calendar))
    }
  }

  /// Whether it would read the CRM so late that its label misleads, and could be reconstructed instead.
  ///
  /// - Parameter start: when the tenant's history of stages begins.
  package func couldBeReconstructed(from start: HistoryStart) -> Bool {
    misleads && start.isBefore(occurrence.period.end)
  }

  /// Whether it would read the CRM so late that its label misleads, where the history of stages might know better.
  var misleads: Bool {
    isLate && !occurrence.isReconstructed && reason != .unpublished && occurrence.key.revision == 1
      && Refusal(of: schedule) == nil
  }

  package var steps: [Step] {
    let publishing = [Step.publish(schedule.exports, schedule.views)]
    return reason == .unpublished ? publishing : requests.map(Step.compute) + publishing
  }
}
