internal import Exports
internal import Orchestration

/// The JSON of `export`.
struct ExportDocument: Encodable {
  let written: [PublishedDocument]
  /// What could not be written again.
  let failures: [RunOutcomeDocument.Failure]

  init(_ written: [(tenant: String, published: PublishedOccurrence)], _ failures: [RunFailure]) {
    self.written = written.map { PublishedDocument($1.occurrence, of: $0) }
    self.failures = failures.map(RunOutcomeDocument.Failure.init)
  }
}
