internal import ArgumentParser
internal import Calendars
internal import Comparisons
internal import Orchestration
internal import Reports
internal import Runs
internal import Schedules

struct TrendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trend", abstract: "Show a report's numbers over the last periods of a schedule.",
    discussion: """
      The trend is computed from the stored facts and is not stored itself. If the methodology or a \
      parameter changed between two periods, `trend` reports it: their numbers are not comparable. The last \
      column is the change from the second-to-last period to the last one. Where the schedule has a `window`, \
      a change is shown only between periods that look at the same dates, such as one quarter week by week.
      """.adding(examples: [
        "One number, over the last periods":
          "dyno-reports trend --tenant acme --schedule monthly-coverage --report pipeline_coverage --metric coverage_ratio",
        "All numbers, for a spreadsheet":
          "dyno-reports trend --tenant acme --schedule monthly-coverage --report pipeline_coverage --csv > trend.csv",
      ]))

  @OptionGroup var comparison: ComparisonOptions
  @OptionGroup var database: DatabaseOptions

  @Option(help: ArgumentHelp("Number of periods to show.", valueName: "number"))
  var last = 6

  @Option(
    help: ArgumentHelp("Show only this metric; can be repeated.", valueName: "column"), completion: .metrics)
  var metric: [String] = []

  @OptionGroup var names: IDsOption

  @Flag(help: "Print one JSON document.")
  var json = false

  @Flag(
    help: "Print the numbers, a line for each row and period, as CSV, in the form of the published files.")
  var csv = false

  func validate() throws {
    try checkFormats(json: json, csv: csv)
    if !(2...1_000).contains(last) { throw ValidationError("--last must be a number from 2 to 1000.") }
  }

  func run() throws {
    try reportingErrors {
      let subject = try comparison.subject()
      let metrics = subject.report.metrics.map(\.name)
      for name in metric where !metrics.contains(name) {
        throw ValidationError("--metric must be one of \(metrics.joined(separator: ", ")).")
      }
      let series = try database.connected { database, connection in
        let recorded = try Ledger(database, connection).occurrences(of: subject.tenant, .all)
          .filter { $0.key.schedule == subject.schedule }
        let latest = Array(Occurrence.latestComputedRevisions(in: recorded).suffix(last))
        for occurrence in latest where occurrence.isWithoutFacts {
          Terminal.warning("\(occurrence.period.label) is left out: it was taken over without its facts")
        }
        return try FactSeries.read(
          subject.report, of: latest.filter { !$0.isWithoutFacts },
          tenant: subject.tenant.id,
          comparesAcrossGaps: false, database, connection)
      }
      guard !series.points.isEmpty else {
        throw CommandFailure("the ledger has no period of \(subject.schedule)")
      }
      let shown = metrics.filter { metric.isEmpty || metric.contains($0) }
      if json {
        try Terminal.printJSON(TrendDocument(series, subject, metrics: shown))
      } else if csv {
        for notice in ComparisonNotices.lines(series, metrics: shown) { Terminal.note("\(notice)") }
        try TrendTable.table(series, metrics: shown).write(Terminal.printLines)
      } else {
        // The names stand before the numbers already.
        let names = series.report.metrics.filter { $0.nameOf != nil }.map(\.name)
        let tables = metric.isEmpty ? shown.filter { !names.contains($0) } : shown
        Terminal.print(
          TrendText.render(
            series, subject, metrics: tables, showsIDs: self.names.ids, width: TerminalScreen.output.columns))
      }
      return .done
    }
  }
}
