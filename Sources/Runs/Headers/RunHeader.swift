package import Calendars
internal import Foundation

/// The stored header of one run.
package struct RunHeader: Sendable {
  package let id: String
  package let report: String
  package let status: String
  package let errorMessage: String?
  package let schedule: String
  package let revision: Int
  /// Whether the run belongs to the attempt that the occurrence's facts and files come from.
  package let isOfLastAttempt: Bool
  /// The occurrence that the run belongs to; nil if the ledger does not have it.
  package let occurrence: OccurrenceKey?
  /// The occurrence's state; nil like it.
  let occurrenceState: OccurrenceState?
  /// The version of the report's definition that the occurrence was computed with.
  let reportVersion: Int
  /// The period's label.
  package let period: String?
  /// What the run looked at, as the ledger recorded it, a JSON document; nil if it was recorded in the header alone.
  let recordedWindow: String?
  /// What the run looked at.
  package let start: Instant?
  package let end: Instant?
  /// The instant of the run's snapshot, with microseconds.
  package let generatedAt: String
  /// `input_params`
  package let parameters: [String: ParameterValue]
  /// How often each kind of warning occurred; empty if there were none.
  package let warnings: [String: Int]
  package let softwareVersion: String
  package let methodologyVersion: String
  package let tzdataVersion: String
}

extension RunHeader {
  /// ``generatedAt`` without its fraction.
  package var snapshotToTheSecond: String { "\(generatedAt.prefix(19))Z" }

  /// What the run looked at: as recorded for the files, otherwise from the header.
  ///
  /// - Parameter calendar: the tenant's, for the label where it is not recorded.
  /// - Returns: nil if the header does not have the dates.
  package func window(in calendar: ReportingCalendar) -> PeriodDocument? {
    if let recorded = recordedWindow.flatMap(Window.init(recorded:)) { return PeriodDocument(recorded) }
    func text(_ name: String) -> String? {
      if case .text(let text)? = parameters[name] { text } else { nil }
    }
    guard let end, let endDate = text("end_date").flatMap(CivilDate.init(iso:)),
      let kind = text("period_kind").flatMap(WindowKind.init(rawValue:))
    else { return nil }
    let startDate = text("start_date").flatMap(CivilDate.init(iso:))
    // Without a rule it is the period.
    let label =
      (text("window") == nil ? period : nil) ?? calendar.label(kind: kind, from: startDate, to: endDate)
    return PeriodDocument(
      Window(kind: kind, label: label, startDate: startDate, endDate: endDate, start: start, end: end))
  }
}
