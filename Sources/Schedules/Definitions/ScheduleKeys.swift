import Calendars
import Reports

/// The keys of an entry of `schedules`.
struct ScheduleKeys: Sendable {
  let catalog: [Report]
  let defaultRollingDays: Int

  let name = Key(
    "name", .slug(example: "weekly-overview"), required: true,
    "The schedule's name in paths, file names and the history. Unique in the file; do not change it once "
      + "something has been published.")

  var period: Key<Period> {
    Key(
      "period", PeriodParser.parser,
      "The kind of period to report. A period is reported once it is complete. Without this key, a rolling "
        + "window of \(defaultRollingDays) days.")
  }

  let window = Key(
    "window", WindowParser.parser, default: .text(WindowRule.completed.name),
    "What the reports look at: the completed period itself, or a unit of the calendar, such as this quarter. All reports "
      + "of the schedule share it. Not with `period: all_time`.")

  let readyAfter = Key(
    "ready_after", ValueParser.duration(maximumDays: 31), default: "0",
    "How long to wait for late entries after the end of a period, before it is due, such as 90m, 6h or 2d.")

  let catchUp = Key(
    "catch_up",
    ValueParser.integer(1...1000, example: 4) { text in
      text == "0" ? "the least is `1`, which means the latest period only" : nil
    },
    default: 1,
    "How many periods to compute after a pause, counting back from the latest. Earlier ones are skipped and "
      + "reported.")

  let since = Key(
    "since", .date,
    "When the schedule is first run, report every complete period from this date on. Without this key, "
      + "report only the latest one. Past periods are read from the CRM of that day; to have them as "
      + "things stood, run `backfill --as-it-was` first."
  )

  var reports: Key<[ReportParser.Entry]> {
    Key(
      "reports",
      .list(
        of: ReportParser(catalog: catalog).parser, identity: \.request.report.type,
        named: { "report `\($0.request.report.type)`" }),
      required: true, "The reports of this schedule, each type at most once.")
  }

  let exports = Key(
    "exports", FormatParser.parser, default: JSON(ExportFormat.defaults.map(\.rawValue)),
    "The formats of the published files: for programs \(enumerated(ExportFormat.allCases.map(\.rawValue), "or")), at least "
      + "one; for people also a page (`\(ViewFormat.html.rawValue)`) or a workbook (`\(ViewFormat.xlsx.rawValue)`), one file "
      + "for each period, without the promise that its bytes never change.")

  let formulaGuard = Key(
    "formula_guard", ValueParser<Bool>.flag, default: true,
    "In CSV files, put a ' before text that begins with =, +, - or @, so that a spreadsheet does not run it "
      + "as a formula.")

  let enabled = Key(
    "enabled", ValueParser<Bool>.flag, default: true,
    "Whether runs take the schedule. While it is `false`, nothing falls due, and what failed is not tried again; what is "
      + "computed gets published, what was published stays, and `backfill` and `restate` work. Afterwards the next run goes on as after a pause (`catch_up`)."
  )

  var all: [any KeyDefinition] {
    [name, period, window, readyAfter, catchUp, since, reports, exports, formulaGuard, enabled]
  }
}
