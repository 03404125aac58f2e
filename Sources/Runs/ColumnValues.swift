internal import Calendars
internal import PostgreSQL

extension Instant: ColumnValue {
  /// - Parameter columnText: a `timestamptz` in UTC, such as `2026-10-01 00:00:00+00`; fractions of a second
  ///   are dropped.
  init?(columnText: String) {
    guard columnText.hasSuffix("+00") else { return nil }
    self.init(iso8601: columnText.dropLast(3).replacing(" ", with: "T") + "Z")
  }
}

extension CivilDate: ColumnValue {
  init?(columnText: String) { self.init(iso: columnText) }
}

extension WindowKind: ColumnValue {
  init?(columnText: String) { self.init(rawValue: columnText) }
}

extension OccurrenceState: ColumnValue {
  init?(columnText: String) { self.init(rawValue: columnText) }
}
