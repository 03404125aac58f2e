internal import Calendars
internal import Exports
internal import Foundation
internal import Reports
internal import Runs

/// What the first sheet says: what the period and its computation are, and what each report came to.
struct AboutContent {
  struct Table {
    let title: String
    var note: String?
    let headings: [String]
    /// Which of its columns have numbers.
    var numbers: Set<Int> = []
    let rows: [[Cell]]
  }

  static let notes = [
    "For reading. What counts, and what programs load, are the files that are listed below: their bytes never change.",
    "Times with a Z are in UTC. What the columns mean, and what may be added up, is in the sheet \(ColumnSheet.name).",
  ]

  private let tenant: String
  private let occurrence: PublishableOccurrence
  private let reports: [Report]
  private let sheets: [String: ReportSheet.Outcome]

  /// - Parameter sheets: what the sheets show, by report.
  init(_ source: ViewSource, _ reports: [Report], _ sheets: [String: ReportSheet.Outcome]) {
    tenant = source.tenant
    occurrence = source.occurrence
    self.reports = reports
    self.sheets = sheets
  }

  private var request: ExportRequest { occurrence.request }

  var title: String { "\(tenant) · \(occurrence.key.schedule) · \(occurrence.period.label)" }

  /// By name.
  var facts: [(name: String, value: Cell)] {
    let computed = occurrence.computed
    let (window, period) = (occurrence.window, occurrence.period)
    let failed = occurrence.failedRuns
    let facts: [(String, Cell?)] = [
      ("Tenant", .text(tenant)),
      ("Schedule", .text(occurrence.key.schedule)),
      ("Period", .text("\(period.label) (\(period.kind.rawValue))")),
      ("Reports look at", .text("\(Self.days(window))\(window == period ? "" : " (\(window.label))")")),
      ("Window begins", window.start.map(Cell.instant)),
      ("Window ends, exclusive", .instant(window.end)),
      ("Time zone of the days", .text(computed.occurrence.timeZone)),
      (
        "Complete", .text(failed == 0 ? "yes" : "NO: \(failed) failed, and their rows are missing; see below")
      ),
      ("Revision", .number("\(occurrence.key.revision)", .plain)),
      ("Why it was restated", computed.occurrence.restateReason.map { .text($0) }),
      ("Amounts in", .text(request.currency ?? "no currency is set: they are as in the CRM")),
      ("Counts what happened before", .instant(computed.asOf)),
      ("CRM read at", .text(computed.snapshotAt)),
      ("Read late", Self.note(on: computed.occurrence, if: .late)),
      ("Reconstructed", Self.note(on: computed.occurrence, if: .reconstructed)),
      ("Of today, not of then", request.reconstructionNotes?.today.map { .text($0) }),
      ("Trusted to show all rows", request.trustedSources.map { .text($0.joined(separator: ", ")) }),
      ("Program", request.origin.map { .text("Dyno Reports \($0.softwareVersion)") }),
      ("Methodology", request.origin.map { .text($0.methodologyVersion) }),
      ("Time zone rules", .text("tzdata \(computed.tzdataVersion)")),
      ("Tenant's id", .text(occurrence.key.tenantID.uuidString.lowercased())),
    ]
    return facts.compactMap { name, value in value.map { (name, $0) } }
  }

  private static func note(on occurrence: Occurrence, if kind: SnapshotKind) -> Cell? {
    guard occurrence.snapshotKind == kind else { return nil }
    return kind.explanation.map { .text("yes: \($0)") }
  }

  var tables: [Table] {
    [sheetsTable, totalsTable, warningsTable, failuresTable, leftOutTable, runsTable, filesTable]
  }

  /// Both ends included.
  private static func days(_ window: Window) -> String {
    let last = window.endDate.adding(days: -1)
    guard let first = window.startDate else { return "everything up to \(last)" }
    return first == last ? "\(first)" : "\(first) to \(last)"
  }

  private var sheetsTable: Table {
    Table(
      title: "Sheets", headings: ["Sheet", "Title", "Version", "Rows", "Runs", "Failed runs", "Note"],
      numbers: [2, 3, 4, 5],
      rows: zip(occurrence.reports, reports).map { published, report in
        [
          .text(published.report), .text(report.title), .number(published.version), .number(published.rows),
          published.runs.map { .number($0.succeeded + $0.failed) } ?? .empty,
          published.runs.map { .number($0.failed) } ?? .empty, note(published).map { .text($0) } ?? .empty,
        ]
      })
  }

  /// What of the report is not as in its files.
  private func note(_ report: ManifestReport) -> String? {
    guard let sheet = sheets[report.report] else { return nil }
    var sentences: [String] = []
    if sheet.rows < report.rows {
      let files = report.files.prefix(1).map(\.path).joined()
      sentences.append("Only the first \(sheet.rows) rows fit into the sheet. All are in \(files).")
    }
    if sheet.numbersAsText > 0 {
      sentences.append(
        "\(sheet.numbersAsText) numbers are text, which no formula adds up: a spreadsheet would round them.")
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  private var totalsTable: Table {
    Table(
      title: "Control totals",
      note:
        "Sums of whole columns, made by the database. They show that nothing is missing, and are no figures to report.",
      headings: ["Sheet", "Column", "Total"], numbers: [2],
      rows: zip(occurrence.reports, reports).flatMap { totals($0, $1) })
  }

  private func totals(_ published: ManifestReport, _ report: Report) -> [[Cell]] {
    // All formats have the same rows.
    let parts = published.files.filter { $0.format == published.files.first?.format }
    var rows: [[Cell]] = []
    for (number, file) in parts.enumerated() {
      let part = parts.count > 1 ? " (part \(number + 1))" : ""
      for column in report.moneyColumns {
        guard case .decimal(_, let scale) = column.type, let total = file.controlTotals[column.name] else {
          continue
        }
        rows.append([.text(report.type), .text(column.name + part), .number(total, scale: scale)])
      }
    }
    return rows
  }

  private var warningsTable: Table {
    let ofReports = occurrence.reports.flatMap { report in
      (report.runs?.warnings ?? [:]).sorted { $0.key < $1.key }.map { (report.report, $0.key, $0.value) }
    }
    let ofPeriod = (request.warnings ?? [:]).sorted { $0.key < $1.key }.map { ("all", $0.key, $0.value) }
    return Table(
      title: "Warnings", headings: ["Sheet", "What is odd in the CRM", "How often"], numbers: [2],
      rows: (ofPeriod + ofReports).map { [.text($0), .text($1), .number($2)] })
  }

  private var failuresTable: Table {
    Table(
      title: "Failed runs", headings: ["Sheet", "Run", "Why", "", "", "", ""],
      rows: occurrence.reports.flatMap { report in
        (report.runs?.failedRuns ?? []).map { run in
          [.text(report.report), .text(run.id), .text(run.message)]
        }
      })
  }

  private var leftOutTable: Table {
    Table(
      title: "Reports that cannot be reconstructed", headings: ["Report", "Why"],
      rows: (request.reconstructionNotes?.leftOut ?? []).map { [.text($0.report), .text($0.reason)] })
  }

  private var runsTable: Table {
    let all = Report.runHeaders.type
    return Table(
      title: "Runs that succeeded", note: "The sheet \(all) has all of them, and what each is about.",
      headings: ["Sheet", "Run", "", ""],
      rows: occurrence.reports.flatMap { report -> [[Cell]] in
        guard let runs = report.runs else { return [] }
        let ids = runs.ids ?? ["\(runs.succeeded) runs; SHA-256 of their ids in order: \(runs.digest)"]
        return ids.map { [.text(report.report), .text($0)] }
      })
  }

  private var filesTable: Table {
    Table(
      title: "Files", headings: ["Sheet", "SHA-256", "", "", "Rows", "Bytes", "Path"], numbers: [4, 5],
      rows: occurrence.reports.flatMap { report in
        report.files.map { file in
          [
            .text(report.report), .text(file.sha256), .empty, .empty, .number(file.rows), .number(file.bytes),
            .text(file.path),
          ]
        }
      })
  }
}
