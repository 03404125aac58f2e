internal import Exports
internal import Runs

/// A period whose files are in place, in JSON.
struct PublishedDocument: Encodable {
  let tenant: String
  let schedule: String
  let period: PeriodDocument
  let revision: Int
  let reports: [ManifestReport]

  init(_ occurrence: PublishableOccurrence, of tenant: String) {
    self.tenant = tenant
    schedule = occurrence.key.schedule
    period = PeriodDocument(occurrence.window)
    revision = occurrence.key.revision
    reports = occurrence.reports
  }
}
