internal import Exports
internal import Runs

/// The JSON of `skip`.
struct SkipDocument {
  private(set) var skipped: [PlanDocument.UntouchedPeriod] = []
  /// Already published, so not skipped.
  private(set) var published: [PlanDocument.UntouchedPeriod] = []

  mutating func add(_ outcome: Skipper.Outcome, of tenant: String) {
    func documents(_ occurrences: [Occurrence]) -> [PlanDocument.UntouchedPeriod] {
      occurrences.sorted { $0.key < $1.key }.map { PlanDocument.UntouchedPeriod($0, of: tenant) }
    }
    skipped += documents(outcome.skipped)
    published += documents(outcome.published)
  }
}
