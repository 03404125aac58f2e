/// The span of time that a report covers: from `start` up to but not including `end`, as dates in a zone and
/// as instants.
package struct Window: Hashable, Sendable {
  package let kind: WindowKind
  /// The window's name in paths and files; unique among the windows of a kind in one calendar.
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

  /// Whether this window comes directly after another one, with no period between them.
  package func follows(_ other: Window) -> Bool {
    switch kind {
    case .rolling, .allTime: other.endDate.adding(days: 1) == endDate
    default: other.endDate == startDate
    }
  }

  /// The same window labelled with its dates; no window with other dates has this label.
  package var withDateLabel: Window {
    guard let startDate else { return self }
    return Window(
      kind: kind, label: "\(startDate)_\(endDate)", startDate: startDate, endDate: endDate, start: start,
      end: end)
  }
}
