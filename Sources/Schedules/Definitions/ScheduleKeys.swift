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
      "The kind of period that is reported once it is complete. Without it, a rolling window of "
        + "\(defaultRollingDays) days.")
  }

  let readyAfter = Key(
    "ready_after", ValueParser.duration(maximumDays: 31), default: "0",
    "How long to wait after the end of a period before it is due, so that late entries are in: "
      + "90m, 6h, 2d.")

  let catchUp = Key(
    "catch_up",
    ValueParser.integer(1...1000, example: 4) { text in
      text == "0" ? "`1` is the least: only the latest period, nothing before it" : nil
    },
    default: 1,
    "How many periods back are made up for after a pause, the latest included. What lies further back is "
      + "skipped and named.")

  let since = Key(
    "since", .date,
    "When the schedule is first seen, report every period from this date on that is complete by then. "
      + "Without it, only the latest one.")

  var reports: Key<[ReportParser.Entry]> {
    Key(
      "reports",
      .list(
        of: ReportParser(catalog: catalog).parser, identity: \.request.report.type,
        named: { "report `\($0.request.report.type)`" }),
      required: true, "The reports of this schedule, each type at most once.")
  }

  let exports = Key(
    "exports",
    ValueParser.list(of: ValueParser<String>.word(ExportFormat.allCases.map(\.rawValue), "a file format"))
      .map { words in ExportFormat.allCases.filter { words.contains($0.rawValue) } },
    default: JSON(ExportFormat.defaults.map(\.rawValue)),
    "The formats of the published files.")

  let formulaGuard = Key(
    "formula_guard", ValueParser<Bool>.flag, default: true,
    "In CSV files, put a ' before text that begins with =, +, - or @, so that no spreadsheet runs it.")

  var all: [any KeyDefinition] {
    [name, period, readyAfter, catchUp, since, reports, exports, formulaGuard]
  }
}
