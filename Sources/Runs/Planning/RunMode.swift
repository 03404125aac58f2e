/// What a run is to do.
package enum RunMode: Sendable {
  /// Periods that became due, were missed, failed or were interrupted.
  case due
  /// Periods that were never published; as things stood at their ends, from the history of stages, or from the CRM as it is.
  case backfill(PeriodRange, asItWas: Bool = false)
  /// New revisions of published periods; likewise.
  case restate(PeriodRange, reason: String, asItWas: Bool = false)

  /// Whether periods are computed as things stood at their ends.
  package var asItWas: Bool {
    switch self {
    case .due: false
    case .backfill(_, let asItWas), .restate(_, _, let asItWas): asItWas
    }
  }
}

extension RunMode {
  /// The message for a request that matches no period; nil if nothing is wrong.
  ///
  /// - Parameters:
  ///   - planned: the number of planned periods.
  ///   - untouched: the number of matching periods that are left alone.
  ///   - waiting: the number of matching periods whose time is yet to come.
  package func nothingFound(planned: Int, untouched: Int, waiting: Int) -> String? {
    guard planned == 0 else { return nil }
    return switch self {
    case .due: nil
    // If all of them are published already, the backfill has what it wants.
    case .backfill(let range, _):
      untouched > 0 ? nil : "no complete period lies between \(range.from) and \(range.to)"
    case .restate(let range, _, _) where waiting > 0:
      "the reports of the periods between \(range.from) and \(range.to) count outcomes that are yet to come; "
        + "`dyno-reports restate --dry-run` shows until when"
    case .restate(let range, _, _):
      "no published period lies between \(range.from) and \(range.to) that could be restated; "
        + "`dyno-reports status` shows what there is"
    }
  }
}
