package import Calendars
internal import Foundation

/// A period, or the window that its reports look at, as JSON, in the manifest and in the output of commands. Published fields are never renamed or
/// removed.
package struct PeriodDocument: Codable, Sendable, Equatable {
  package let label: String
  package let kind: String
  /// Absent if it has no start.
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

extension Window {
  /// - Returns: nil if the document says nothing that a window can be.
  package init?(_ document: PeriodDocument) {
    guard let kind = WindowKind(rawValue: document.kind), let endDate = CivilDate(iso: document.endDate),
      let end = Instant(iso8601: document.end), (document.start == nil) == (document.startDate == nil)
    else { return nil }
    let (start, startDate) = (
      document.start.flatMap(Instant.init(iso8601:)), document.startDate.flatMap(CivilDate.init(iso:))
    )
    guard (start == nil) == (document.start == nil), (startDate == nil) == (start == nil) else { return nil }
    self.init(
      kind: kind, label: document.label, startDate: startDate, endDate: endDate, start: start, end: end)
  }

  /// - Parameter recorded: a document, as JSON.
  /// - Returns: nil if it is none, or says nothing that a window can be.
  package init?(recorded: String) {
    guard let document = try? JSONDecoder().decode(PeriodDocument.self, from: Data(recorded.utf8)) else {
      return nil
    }
    self.init(document)
  }
}
