internal import Calendars
internal import Exports
internal import Runs
internal import Schedules

/// The JSON of `runs`: one run.
struct RunDocument: Encodable {
  let runID: String
  let tenant: String
  let report: String
  let schedule: String
  let period: String?
  let status: String
  let error: String?
  /// What the run looked at, as in its header.
  let periodStart: String?
  let periodEnd: String?
  /// The same as an object, as in the manifest. Absent if the header does not have the dates.
  let window: PeriodDocument?
  /// The period. Absent if the ledger does not have the occurrence; the start also if the period has none.
  let occurrenceStart: String?
  let occurrenceEnd: String?
  let snapshotAt: String
  let revision: Int
  let restateReason: String?
  /// Present if the CRM was read after the next period was due, under the same conditions as `occurrenceWarnings`.
  let lateSnapshot: Bool?
  /// Present if the run says how things stood at the end of the period by the history of stages.
  let reconstructed: Bool?
  let parameters: [String: ParameterValue]
  /// By column: the names of the ids among the parameters, as the facts have them; of a run without facts, as the latest facts
  /// about the same have them. Absent if there are none.
  let names: [String: String]?
  let warnings: [String: Int]
  /// Those of the occurrence, apart from single runs. Absent if there are none, if the run is of an earlier attempt,
  /// or in a list.
  let occurrenceWarnings: [String: Int]?
  let softwareVersion: String
  let methodologyVersion: String
  let tzdataVersion: String
  /// Absent if the files were not requested, as in a list.
  let files: [ManifestFile]?

  /// - Parameters:
  ///   - tenant: the run's.
  ///   - names: those of the ids among its parameters.
  ///   - occurrence: the run's occurrence, if its files are requested.
  init(
    _ header: RunHeader, tenant: Tenant, names: [String: String]?, occurrence: PublishableOccurrence?
  ) {
    runID = header.id
    self.tenant = tenant.slug
    report = header.report
    schedule = header.schedule
    period = header.period
    status = header.status
    error = header.errorMessage
    periodStart = header.start?.description
    periodEnd = header.end?.description
    window = header.window(in: tenant.calendar)
    occurrenceStart = header.occurrence?.start?.description
    occurrenceEnd = header.occurrence?.end.description
    snapshotAt = header.generatedAt
    revision = header.revision
    restateReason = occurrence?.computed.occurrence.restateReason
    lateSnapshot = header.isOfLastAttempt ? occurrence?.computed.request.lateSnapshot : nil
    reconstructed = header.parameters.isReconstructed ? true : nil
    parameters = header.parameters
    self.names = names
    warnings = header.warnings
    occurrenceWarnings = header.isOfLastAttempt ? occurrence?.computed.request.warnings : nil
    softwareVersion = header.softwareVersion
    methodologyVersion = header.methodologyVersion
    tzdataVersion = header.tzdataVersion
    files = occurrence.map { occurrence in
      // A failed attempt has no files. Those of a later attempt are not its own.
      header.isOfLastAttempt ? occurrence.reports.first { $0.report == header.report }?.files ?? [] : []
    }
  }
}
