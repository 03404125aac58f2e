package import Calendars

/// A period as JSON, in the manifest and in the output of commands. Published fields are never renamed or
/// removed.
package struct PeriodDocument: Codable, Sendable, Equatable {
  package let label: String
  package let kind: String
  /// Absent if the window has no start.
  package let start: String?
  package let end: String
  package let startDate: String?
  package let endDate: String

  private enum CodingKeys: String, CodingKey {
    case label, kind, start, end
    case startDate = "start_date"
    case endDate = "end_date"
  }

  package init(_ window: Window) {
    label = window.label
    kind = window.kind.rawValue
    start = window.start?.description
    end = window.end.description
    startDate = window.startDate?.description
    endDate = window.endDate.description
  }
}
