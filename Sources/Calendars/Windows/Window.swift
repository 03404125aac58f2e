/// The stretch of time a report is about: from `start` up to but not at `end`, in a zone's dates and as
/// instants.
package struct Window: Hashable, Sendable {
  package let kind: WindowKind
  /// The window's name in paths and files; different among all windows of a kind in one calendar.
  package let label: String
  /// The first date; nil if the window has no start.
  package let startDate: CivilDate?
  /// The date after the last one.
  package let endDate: CivilDate
  /// The first instant; nil if the window has no start.
  package let start: Instant?
  /// The first instant that is not in the window.
  package let end: Instant

  package init(
    kind: WindowKind, label: String, startDate: CivilDate?, endDate: CivilDate, start: Instant?, end: Instant
  ) {
    self.kind = kind
    self.label = label
    self.startDate = startDate
    self.endDate = endDate
    self.start = start
    self.end = end
  }

  /// Whether no period lies between another one and this.
  package func follows(_ other: Window) -> Bool {
    switch kind {
    case .rolling, .allTime: other.endDate.adding(days: 1) == endDate
    default: other.endDate == startDate
    }
  }

  /// The same window called after its dates, which no window with other dates is.
  package var labelledByDates: Window {
    guard let startDate else { return self }
    return Window(
      kind: kind, label: "\(startDate)_\(endDate)", startDate: startDate, endDate: endDate, start: start,
      end: end)
  }
}
