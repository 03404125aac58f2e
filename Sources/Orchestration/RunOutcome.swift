package import Calendars
package import Exports
package import Runs

/// The result of a run for all tenants.
package struct RunOutcome: Sendable {
  package let at: Instant
  package let mode: RunMode
  package let results: [TenantResult]
  /// Number of schedule files with problems. Their tenants were left out.
  package let filesWithIssues: Int

  package var published: [(tenant: String, occurrence: PublishedOccurrence)] {
    results.flatMap { result in result.published.map { (result.tenant, $0) } }
  }
  package var failures: [RunFailure] { results.flatMap(\.failures) }
  /// Number of periods that were left to another worker.
  package var busy: Int { results.map(\.busy.count).reduce(0, +) }
  /// Whether periods wait for a copy of the CRM to catch up.
  private var isWaitingForSource: Bool { results.contains { $0.waiting.contains(where: \.isForSource) } }
  private var failedRuns: Int { published.map(\.occurrence.failedRuns).reduce(0, +) }

  package var status: ExitStatus {
    let somethingFailed = !failures.isEmpty || failedRuns > 0 || filesWithIssues > 0
    if !published.isEmpty { return somethingFailed ? .partly : .done }
    if let failure = failures.first(where: { !$0.isRefusal }) ?? failures.first { return failure.status }
    if filesWithIssues > 0 { return .badConfiguration }
    if nothingFound != nil { return .failed }
    return busy > 0 || isWaitingForSource ? .busy : .done
  }

  /// The message if periods were requested but none were found; nil if nothing is wrong.
  package var nothingFound: String? {
    guard published.isEmpty, failures.isEmpty, filesWithIssues == 0, !isWaitingForSource else { return nil }
    return mode.nothingFound(
      planned: results.map(\.planned).reduce(0, +), untouched: results.map(\.untouched.count).reduce(0, +),
      waiting: results.map(\.waiting.count).reduce(0, +))
  }
}
