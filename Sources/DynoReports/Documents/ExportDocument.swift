internal import Exports
internal import Runs

/// The JSON of `export`.
struct ExportDocument: Encodable {
  struct Written: Encodable {
    let tenant: String
    let schedule: String
    let period: PeriodDocument
    let revision: Int
    let reports: [ManifestReport]
  }

  let written: [Written]

  init(_ written: [(tenant: String, published: PublishedOccurrence)]) {
    self.written = written.map { tenant, published in
      let occurrence = published.occurrence
      return Written(
        tenant: tenant, schedule: occurrence.key.schedule, period: PeriodDocument(occurrence.window),
        revision: occurrence.key.revision, reports: occurrence.reports)
    }
  }
}
