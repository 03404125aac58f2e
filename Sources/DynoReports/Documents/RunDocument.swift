internal import Calendars
internal import Exports
internal import Reports
internal import Runs

/// What `runs` tells of a run, as JSON and for people.
struct RunDocument: Encodable {
  let runID: String
  let tenant: String
  let report: String
  let schedule: String
  let period: String?
  let status: String
  let error: String?
  let periodStart: String?
  let periodEnd: String?
  let snapshotAt: String
  let revision: Int
  let restateReason: String?
  let parameters: [String: ParameterValue]
  let warnings: [String: Int]
  let softwareVersion: String
  let methodologyVersion: String
  let tzdataVersion: String
  /// Absent where they were not asked for, as in a list.
  let files: [PublishedFile]?

  /// - Parameter occurrence: what the run belongs to, where its files are wanted.
  init(_ header: RunHeader, tenant: String, occurrence: PublishableOccurrence?) {
    runID = header.id
    self.tenant = tenant
    report = header.report
    schedule = header.schedule
    period = header.period
    status = header.status
    error = header.errorMessage
    periodStart = header.start?.description
    periodEnd = header.end?.description
    snapshotAt = header.generatedAt
    revision = header.revision
    restateReason = occurrence?.computed.occurrence.restateReason
    parameters = header.parameters
    warnings = header.warnings
    softwareVersion = header.softwareVersion
    methodologyVersion = header.methodologyVersion
    tzdataVersion = header.tzdataVersion
    files = occurrence.map { occurrence in
      // A failed attempt has none; those of the one that followed are not its own.
      header.isOfLastAttempt ? occurrence.reports.first { $0.report == header.report }?.files ?? [] : []
    }
  }

  /// The list for people: what each run is about, and why it failed.
  static func table(_ runs: [RunDocument]) -> String {
    let titles = ["run", "status", "tenant", "schedule", "period", "revision", "report", "about", "error"]
    return TextTable(
      columns: titles.map { TextTable.Column(title: $0) },
      rows: runs.map { run in
        let dimensions = ReportCatalog.product.report(run.report)?.runDimensions ?? []
        let about = dimensions.compactMap { name -> String? in
          if case .text(let value)? = run.parameters[name] { value } else { nil }
        }
        return [
          run.runID, run.status, run.tenant, run.schedule, run.period, "\(run.revision)", run.report,
          about.isEmpty ? nil : about.joined(separator: " "), run.error,
        ]
      }
    ).lines.joined(separator: "\n")
  }

  var text: String {
    var fields = [
      ("run", runID), ("tenant", tenant), ("report", report), ("schedule", schedule),
      ("period", period ?? "-"), ("window", "\(periodStart ?? "-") to \(periodEnd ?? "-"), end exclusive"),
      ("status", status),
    ]
    if let error { fields.append(("error", error)) }
    fields += [("snapshot", snapshotAt), ("revision", "\(revision)")]
    if let restateReason { fields.append(("restated because", restateReason)) }
    fields += parameters.sorted { $0.key < $1.key }.map { ("  \($0.key)", $0.value.text) }
    fields += warnings.sorted { $0.key < $1.key }.map { ("warning", "\($0.key): \($0.value)") }
    fields += [
      ("software", softwareVersion), ("methodology", methodologyVersion), ("tzdata", tzdataVersion),
    ]
    fields += (files ?? []).flatMap {
      [("file", $0.path), ("  sha256", $0.sha256), ("  rows", "\($0.rows)")]
    }
    let width = fields.map(\.0.count).max() ?? 0
    return fields.map { "\($0.padding(to: width))  \($1)" }.joined(separator: "\n")
  }
}
