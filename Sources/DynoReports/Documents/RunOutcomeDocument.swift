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
    /// Where one report could not be published.
    var report: String?
    let message: String
  }

  struct Published: Encodable {
    let tenant: String
    let schedule: String
    let period: PeriodDocument
    let revision: Int
    let reports: [ManifestReport]
  }

  let at: String
  let published: [Published]
  let skipped: [PlanDocument.UntouchedPeriod]
  let leftAlone: [PlanDocument.UntouchedPeriod]
  /// Failed a while ago, and not tried by this run.
  let waiting: [PlanDocument.Waiting]
  /// Occurrences that another worker had.
  let busy: Int
  let failures: [Failure]
  /// Schedule files with problems, whose tenants were left out.
  let badFiles: Int

  init(_ outcome: RunOutcome) {
    at = outcome.at.description
    published = outcome.published.map { tenant, published in
      Published(
        tenant: tenant, schedule: published.occurrence.key.schedule,
        period: PeriodDocument(published.occurrence.window),
        revision: published.occurrence.key.revision, reports: published.occurrence.reports)
    }
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
    let failures = outcome.failures.map {
      Failure(
        tenant: $0.tenant, schedule: $0.schedule, period: $0.period, report: $0.report, message: $0.message)
    }
    self.failures = failures + (outcome.nothingFound.map { [Failure(message: $0)] } ?? [])
    badFiles = outcome.filesWithIssues
  }
}
