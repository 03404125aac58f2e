internal import Exports
internal import Runs

/// A period whose files are in place, in JSON.
struct PublishedDocument: Encodable {
  let tenant: String
  let schedule: String
  let period: PeriodDocument
  let revision: Int
  let reports: [ManifestReport]
  /// What is odd about the CRM's rows, apart from single runs. Absent if nothing is.
  let warnings: [String: Int]?

  init(_ occurrence: PublishableOccurrence, of tenant: String) {
    self.tenant = tenant
    schedule = occurrence.key.schedule
    period = PeriodDocument(occurrence.period)
    revision = occurrence.key.revision
    reports = occurrence.reports
    warnings = occurrence.computed.request.warnings
  }
}
