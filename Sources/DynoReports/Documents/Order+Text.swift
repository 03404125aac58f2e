internal import Calendars
internal import Runs

extension Planner.Order {
  /// What is wrong where it comes to nothing; nil where nothing is.
  func complaint(planned: Int, leftAlone: Int) -> String? {
    guard planned == 0 else { return nil }
    return switch self {
    case .due: nil
    // That all of it is published is what was wanted.
    case .backfill(let range):
      leftAlone > 0 ? nil : "no complete period lies between \(range.from) and \(range.to)"
    case .restate(let range, _):
      "no published period lies between \(range.from) and \(range.to) that could be restated; "
        + "`dyno-reports status` shows what there is"
    }
  }

  /// What to say where there is nothing to do.
  func nothing(_ otherwise: String) -> String {
    if case .due = self { "Nothing is due." } else { otherwise }
  }
}
