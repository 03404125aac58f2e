internal import Calendars
internal import Exports
internal import Orchestration
internal import Runs

/// The JSON of `run`, `backfill` and `restate`.
struct RunOutcomeDocument: Encodable {
  struct Failure: Encodable {
    var tenant: String?
    var schedule: String?
    var period: String?
    /// Present if this one report could not be published.
    var report: String?
    let message: String

    init(message: String) { self.message = message }

    init(_ failure: RunFailure) {
      tenant = failure.tenant
      schedule = failure.schedule
      period = failure.period
      report = failure.report
      message = failure.message
    }
  }

  let at: String
  let published: [PublishedDocument]
  let skipped: [PlanDocument.UntouchedPeriod]
  let leftAlone: [PlanDocument.UntouchedPeriod]
  /// Not computed by this run, because the time for it has not come.
  let waiting: [PlanDocument.Waiting]
  /// Number of occurrences that were left to another worker.
  let busy: Int
  let failures: [Failure]
  /// Number of schedule files with problems. Their tenants were left out.
  let badFiles: Int

  init(_ outcome: RunOutcome) {
    at = outcome.at.description
    published = outcome.published.map { PublishedDocument($1.occurrence, of: $0) }
    func untouched(_ occurrences: (TenantResult) -> [Occurrence]) -> [PlanDocument.UntouchedPeriod] {
      outcome.results.flatMap { result in
        occurrences(result).map { PlanDocument.UntouchedPeriod($0, of: result.tenant) }
      }
    }
    skipped = untouched(\.skipped)
    leftAlone = untouched(\.untouched)
    waiting = outcome.results.flatMap { result in
      result.waiting.map { PlanDocument.Waiting($0, of: result.tenant) }
    }
    busy = outcome.busy
    failures =
      outcome.failures.map(Failure.init) + (outcome.nothingFound.map { [Failure(message: $0)] } ?? [])
    badFiles = outcome.filesWithIssues
  }
}
