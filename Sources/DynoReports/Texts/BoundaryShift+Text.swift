internal import Calendars
internal import Runs

extension BoundaryShift {
  /// `6 hours lie in no period: …`
  var text: String {
    let place =
      switch kind {
      case .uncovered: "lie in no period"
      case .overlapping: "lie in two periods"
      }
    let verb = length == 1 ? place.replacing("lie", with: "lies") : place
    return "\(counted(length, unit)) \(verb): \(start) to \(end), at the boundary of \(before.label) and "
      + "\(after.label). Was the zone, the week start, the fiscal year or the period edited?"
  }

  private var seconds: Int { end.secondsSinceEpoch - start.secondsSinceEpoch }

  private var unit: String {
    if seconds % 86_400 == 0 { return "day" }
    return seconds % 3_600 == 0 ? "hour" : "minute"
  }

  private var length: Int {
    switch unit {
    case "day": seconds / 86_400
    case "hour": seconds / 3_600
    default: seconds / 60
    }
  }
}
