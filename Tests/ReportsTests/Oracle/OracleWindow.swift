/// A window as both the instants and the local dates at which it begins and ends: the start belongs to it,
/// the end does not. A missing bound is no bound.
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
