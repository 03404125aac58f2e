internal import Calendars
internal import Exports
internal import Runs

/// What `skip` tells.
struct SkipDocument {
  private(set) var skipped: [PlanDocument.UntouchedPeriod] = []
  /// Published already: not given up.
  private(set) var published: [PlanDocument.UntouchedPeriod] = []

  mutating func add(_ outcome: Skipper.Outcome, of tenant: String) {
    func documents(_ occurrences: [Occurrence]) -> [PlanDocument.UntouchedPeriod] {
      occurrences.sorted { $0.key < $1.key }.map { PlanDocument.UntouchedPeriod($0, of: tenant) }
    }
    skipped += documents(outcome.skipped)
    published += documents(outcome.published)
  }

  func text(isDryRun: Bool) -> String {
    skipped.map { "\(Self.name($0)): \(isDryRun ? "would be skipped" : "skipped")" }.joined(separator: "\n")
  }

  var complaints: [String] {
    published.map {
      "\(Self.name($0)): files of it are published already, by a publisher that was stopped; `run` completes it"
    }
  }

  private static func name(_ period: PlanDocument.UntouchedPeriod) -> String {
    "\(period.tenant) \(period.schedule) \(period.period.label)"
      + (period.revision > 1 ? ", revision \(period.revision)" : "")
  }
}
