package import Calendars
internal import Reports
internal import Schedules

/// Periods of a schedule that were asked for and are not computed, because the numbers would not be what they say they are.
package struct Refusal: Sendable {
  package enum Reason: Sendable, Equatable {
    /// None of the schedule's reports can be reconstructed.
    case noReport([NotReconstructed])
    /// The schedule looks at what is to come, of which there is no history.
    case lookingAhead
    /// The periods ended before the tenant's history of stages begins.
    case beforeHistory(HistoryStart)
    /// The periods are computed from the CRM as it is, and only their files are missing: these are put in place.
    case computed
    /// The snapshots were taken in time, and a reconstruction knows less.
    case onTime
    /// The periods are reconstructed, and the CRM as it is now does not take the place of that.
    case reconstructed
  }

  package let schedule: String
  /// In order; empty if it is about all periods.
  package internal(set) var periods: [Window]
  package let reason: Reason
}

extension Refusal: CustomStringConvertible {
  /// Why it is refused, and what to do.
  package var description: String { "\(cause); \(advice)" }

  var cause: String {
    switch reason {
    case .noReport(let reports):
      "cannot be reconstructed: " + reports.map { "\($0.report): \($0.reason)" }.joined(separator: "; ")
    case .lookingAhead:
      "cannot be reconstructed: it looks at what was to come, and the history of stages has no close dates"
    case .beforeHistory(.at(let start)):
      "the tenant's history of stages begins at \(start), so nothing is known of that time"
    case .beforeHistory: "the tenant has no history of stages"
    case .computed: "computed from the CRM as it is before this was asked for, and published so"
    case .onTime: "read from the CRM in time, so that the history of stages cannot say it better"
    case .reconstructed:
      "reconstructed from the history of stages, of which the CRM as it is now does not take the place"
    }
  }

  private var advice: String {
    switch reason {
    case .noReport, .lookingAhead: "choose other schedules with --schedule, or leave out --as-it-was"
    case .beforeHistory(.at): "choose a later --from"
    case .beforeHistory: "leave out --as-it-was"
    case .computed: "`restate --as-it-was` replaces it if it was read late"
    case .onTime: "leave it as it is"
    case .reconstructed: "`restate --as-it-was` computes it again"
    }
  }

  /// `2026-W01`, or `2026-W01 to 2026-W05`; nil if it is about all periods.
  package var labels: String? {
    guard let first = periods.first, let last = periods.last else { return nil }
    return periods.count > 1 ? "\(first.label) to \(last.label)" : first.label
  }
}

extension Refusal {
  /// nil if at least one of the schedule's reports can be reconstructed.
  init?(of schedule: Schedule) {
    let reason: Reason
    if case .next = schedule.window {
      reason = .lookingAhead
    } else if schedule.reports.allSatisfy({ !$0.report.reconstruction.isPossible }) {
      reason = .noReport(schedule.reports.compactMap { NotReconstructed($0.report) })
    } else {
      return nil
    }
    self.init(schedule: schedule.name, periods: [], reason: reason)
  }
}
