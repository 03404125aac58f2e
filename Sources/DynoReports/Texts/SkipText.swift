internal import Runs

/// The text output of `skip`.
enum SkipText {
  static func render(_ outcome: SkipDocument, isDryRun: Bool) -> String {
    outcome.skipped.map { "\(name($0)): \(isDryRun ? "would be skipped" : "skipped")" }.joined(
      separator: "\n")
  }

  static func complaints(_ outcome: SkipDocument) -> [String] {
    outcome.published.map {
      "\(name($0)): some of its files are already published, by a publisher that was stopped; "
        + "`run` completes it"
    }
  }

  private static func name(_ period: PlanDocument.UntouchedPeriod) -> String {
    "\(period.tenant) \(period.schedule) \(period.period.label)"
      + (period.revision > 1 ? ", revision \(period.revision)" : "")
      + (period.reconstructed == true ? ", reconstructed" : "")
  }
}
