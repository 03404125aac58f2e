/// A window, with its bounds as instants (microseconds since 1970) and as local dates (days since 1970). The
/// start is inclusive, the end exclusive. A missing bound means no limit.
struct OracleWindow: Hashable, Sendable {
  var start: Int?
  var end: Int?
  var startDate: Int?
  var endDate: Int?

  static let unbounded = OracleWindow()

  func contains(_ instant: SourceInstant) -> Bool {
    if let start, instant < .at(start) { return false }
    if let end, instant >= .at(end) { return false }
    return true
  }

  func contains(_ date: SourceDate) -> Bool {
    if let startDate, date < .day(startDate) { return false }
    if let endDate, date >= .day(endDate) { return false }
    return true
  }
}
