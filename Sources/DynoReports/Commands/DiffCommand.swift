internal import ArgumentParser
internal import Calendars
internal import Comparisons
internal import Foundation
internal import Orchestration
internal import PostgreSQL
internal import Reports
internal import Runs
internal import Schedules

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what differs between two periods, or two revisions of a period.",
    discussion: """
      Name a period by its label, as in the files' paths: 2026-10, 2026-W47. `2026-10@1` is its first \
      revision; without a revision, the latest computed one is meant. A single period is compared with its \
      previous revision, or, with --now, with what the CRM would give now for the same question: what was changed since \
      the snapshot shows, and nothing is stored. If the methodology or a parameter differs between the two, `diff` reports it. \
      Where the schedule has a `window`, changes are shown if both look at the same dates.
      """.adding(examples: [
        "What changed from September to October":
          "dyno-reports diff 2026-09 2026-10 --tenant globex --schedule monthly-coverage --report pipeline_coverage",
        "What a restatement of October would change":
          "dyno-reports diff 2026-10 --now --tenant globex --schedule monthly-coverage --report pipeline_coverage",
      ]))

  @Argument(
    help: ArgumentHelp("A period, such as 2026-09 or 2026-10@1.", valueName: "before"),
    completion: .periods)
  var first: String

  @Argument(help: ArgumentHelp("Another period.", valueName: "after"), completion: .periods)
  var second: String?

  @OptionGroup var comparison: ComparisonOptions
  @OptionGroup var database: DatabaseOptions

  @Flag(help: "Compare a single period with what the CRM would give now.")
  var now = false

  @OptionGroup var trust: TrustOption
  @OptionGroup var names: IDsOption

  @Flag(help: "Print one JSON document.")
  var json = false

  @Flag(help: "Print the metrics that differ as CSV, in the form of the published files.")
  var csv = false

  func validate() throws {
    try checkFormats(json: json, csv: csv)
    if now, second != nil { throw ValidationError("--now compares a single period; give one.") }
  }

  func run() throws {
    try reportingErrors {
      let subject = try comparison.subject()
      let series = try database.connected { database, connection in
        let recorded = try Ledger(database, connection).occurrences(of: subject.tenant, .all)
          .filter { $0.key.schedule == subject.schedule && $0.hasFacts }
        if now {
          let occurrence = try find(first, recorded, subject.schedule)
          return try beside(occurrence, subject, database, connection)
        }
        return try FactSeries.read(
          subject.report, of: pair(recorded, subject.schedule), tenant: subject.tenant.id,
          comparesAcrossGaps: true, database, connection)
      }
      if json {
        try Terminal.printJSON(DiffDocument(series, subject))
      } else if csv {
        for notice in ComparisonNotices.lines(series, metrics: series.report.metrics.map(\.name)) {
          Terminal.note("\(notice)")
        }
        try DiffTable.table(series, subject).write(Terminal.printLines)
      } else {
        Terminal.print(
          DiffText(
            series: series, subject: subject, showsIDs: names.ids, width: TerminalScreen.output.columns
          ).text)
      }
      return .done
    }
  }

  /// An occurrence beside what the CRM gives now.
  private func beside(
    _ occurrence: Occurrence, _ subject: ComparisonSubject, _ database: Database, _ connection: Connection
  ) throws -> FactSeries {
    let sources = try trust.check(connection, database)
    TrustText.lines(sources).forEach(Terminal.warning)
    let ledger = Ledger(database, connection)
    try FreshnessText.lines(of: occurrence.key.tenantID, ledger).forEach(Terminal.warning)
    guard
      let live = try ledger.asked(subject.report, of: occurrence.key, sources)
    else {
      throw ValidationError(
        "\(occurrence.period.label) of \(subject.schedule) has no run of \(subject.report.type).")
    }
    return try FactSeries.read(of: occurrence, beside: live, database, connection)
  }

  private func pair(_ recorded: [Occurrence], _ schedule: String) throws -> [Occurrence] {
    guard let second else {
      let after = try find(first, recorded, schedule)
      // Skipped revisions leave gaps in the numbers.
      let before = recorded.filter {
        $0.key.periodKey == after.key.periodKey && $0.key.revision < after.key.revision
      }
      guard let previous = before.max(by: { $0.key < $1.key }) else {
        throw ValidationError("\(first) has no revision before it; give two periods.")
      }
      return [previous, after]
    }
    return [try find(first, recorded, schedule), try find(second, recorded, schedule)]
  }

  private func find(_ name: String, _ recorded: [Occurrence], _ schedule: String) throws -> Occurrence {
    let parts = name.split(separator: "@", maxSplits: 1)
    let ofPeriod = recorded.filter { $0.period.label == parts.first ?? "" }
    let revision = parts.count > 1 ? Int(parts[1]) : ofPeriod.map(\.key.revision).max()
    guard let found = ofPeriod.first(where: { $0.key.revision == revision }) else {
      throw NoSuchPeriod(name: name, schedule: schedule, known: ofPeriod.isEmpty ? recorded : ofPeriod)
    }
    return found
  }

  private struct NoSuchPeriod: Error, CustomStringConvertible {
    let name: String
    let schedule: String
    let known: [Occurrence]

    var description: String {
      let names = known.map { "\($0.period.label)@\($0.key.revision)" }
      return "\(schedule) has no computed period \(name)"
        + (names.isEmpty ? "" : "; computed: \(names.summarized)")
    }
  }
}
