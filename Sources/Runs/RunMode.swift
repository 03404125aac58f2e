/// What a run is asked to do.
package enum RunMode: Sendable {
  /// Whatever became due, was missed, failed or was interrupted.
  case due
  /// Periods that were never published.
  case backfill(PeriodRange)
  /// New revisions of published periods.
  case restate(PeriodRange, reason: String)
}

extension RunMode {
  /// What to say where periods were asked for and there are none; nil where nothing is wrong.
  ///
  /// - Parameters:
  ///   - planned: how many periods are to be done.
  ///   - untouched: how many were found and need nothing.
  package func nothingFound(planned: Int, untouched: Int) -> String? {
    guard planned == 0 else { return nil }
    return switch self {
    case .due: nil
    // That all of it is published is what was wanted.
    case .backfill(let range):
      untouched > 0 ? nil : "no complete period lies between \(range.from) and \(range.to)"
    case .restate(let range, _):
      "no published period lies between \(range.from) and \(range.to) that could be restated; "
        + "`dyno-reports status` shows what there is"
    }
  }
}
