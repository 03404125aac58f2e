internal import Exports
internal import Runs

/// A period whose files are in place, in JSON.
struct PublishedDocument: Encodable {
  let tenant: String
  let schedule: String
  let period: PeriodDocument
  /// What the reports looked at.
  let window: PeriodDocument
  let revision: Int
  let reports: [ManifestReport]
  /// What is odd about the CRM's rows, apart from single runs. Absent if nothing is.
  let warnings: [String: Int]?
  /// Present if the CRM was read after the next period was due.
  let lateSnapshot: Bool?
  /// Present if the reports say how things stood at the end of the period by the history of stages.
  let reconstructed: Bool?
  /// The schedule's reports that a reconstruction left out. Absent if there are none.
  let notReconstructed: [NotReconstructed]?

  init(_ occurrence: PublishableOccurrence, of tenant: String) {
    self.tenant = tenant
    schedule = occurrence.key.schedule
    period = PeriodDocument(occurrence.period)
    window = PeriodDocument(occurrence.window)
    revision = occurrence.key.revision
    reports = occurrence.reports
    warnings = occurrence.computed.request.warnings
    lateSnapshot = occurrence.computed.request.lateSnapshot
    reconstructed = occurrence.computed.request.reconstructed
    notReconstructed = occurrence.computed.request.notReconstructed
  }
}
