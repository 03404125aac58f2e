internal import Reports
internal import Schedules

/// A run whose deals can be listed, and what it was asked.
struct ExplainedRun {
  let run: RunHeader
  /// The latest version of its definition, whose SQL there is.
  let report: Report
  /// Of the version that the run was computed with.
  private let metrics: [Column]
  let recorded: RecordedRequest

  /// - Throws: ``Unexplainable``, `UnknownReport`, ``RecordedRequest/Unreadable``
  init(_ run: RunHeader) throws {
    guard run.isOfLastAttempt else { throw Unexplainable.replaced(run) }
    switch run.occurrenceState {
    case .computed, .published: break
    case .due, .running, .failed, .skipped, nil: throw Unexplainable.failedAsAWhole(run)
    }
    let computed = try ReportCatalog.product.published(run.report, version: run.reportVersion)
    guard let report = ReportCatalog.product.report(run.report), !report.dealColumns.isEmpty else {
      throw Unexplainable.withoutDeals(run)
    }
    self.run = run
    self.report = report
    let names = Set(report.dealColumns.map(\.name))
    metrics = computed.metrics.filter { names.contains($0.name) }
    recorded = try RecordedRequest(report, run.parameters)
  }

  /// - Parameter selection: which of the run's rows.
  func query(_ selection: RowSelection, _ sources: CheckedSources) -> ExplanationQuery {
    ExplanationQuery(
      run: run, report: report, metrics: metrics, selection: RowSelection(report, run, and: selection),
      dealsSQL: report.dealsSQL(
        using: sources.optionalColumns(for: recorded.currency), asItWas: recorded.isReconstructed),
      hasCurrency: recorded.currency != nil, refusesOtherCurrencies: recorded.currency?.others == .fail)
  }
}
