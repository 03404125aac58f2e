import Schedules
import Testing

// `ReadingFiles` has the file around the snippets, which decides the line and column where they begin.

@Suite("Issues with a schedule's values")
struct ScheduleIssueTests {
  @Test("are reported at their positions", arguments: scheduleCases)
  func issue(_ issueCase: IssueCase) throws { try check(issueCase) }
}

private let scheduleCases: [IssueCase] = [
  IssueCase(
    "an unknown period", file(schedule: "period: wekly"),
    "5:13: `period` must be a period, not `wekly`; did you mean `weekly`?"),
  IssueCase(
    "an empty period", file(schedule: "period:"),
    "5:12: `period` must be a period, not empty; one of `daily`, `weekly`, `monthly`, `quarterly`, "
      + "`yearly`, `all_time` or `{rolling: {days: 30}}`"),
  IssueCase(
    "rolling without a length", file(schedule: "period: rolling"),
    "5:13: `period` must be a period, not `rolling`; a rolling window is written `{rolling: {days: 30}}`"),
  IssueCase(
    "rolling without the key `days`", file(schedule: "period: {rolling: 30}"),
    "5:23: `rolling` must be a mapping, not `30`; with `days`"),
  IssueCase(
    "too long a rolling window", file(schedule: "period: {rolling: {days: 3661}}"),
    "5:30: `days` must be a whole number from 1 to 3660, not `3661`; for example `30`"),
  IssueCase(
    "a period as a key", file(schedule: "period: {weekly: 1}"),
    "5:13: `period` lacks `rolling`; add `rolling: {days: 30}`",
    "5:14: unknown key `weekly`; only `rolling` is allowed"),
  IssueCase(
    "a duration without a unit", file(schedule: "ready_after: 90"),
    "5:18: `ready_after` must be a duration such as `90m`, `6h` or `2d`, at most 31d, not `90`; "
      + "add a unit: `90m`, `90h` or `90d`"),
  IssueCase(
    "too long a duration", file(schedule: "ready_after: 745h"),
    "5:18: `ready_after` must be a duration such as `90m`, `6h` or `2d`, at most 31d, not `745h`; "
      + "write a number followed by `m`, `h` or `d`, or just `0`"),
  IssueCase(
    "zero periods to catch up", file(schedule: "catch_up: 0"),
    "5:15: `catch_up` must be a whole number from 1 to 1000, not `0`; "
      + "the least is `1`, which means the latest period only"),
  IssueCase(
    "too many periods to catch up", file(schedule: "catch_up: 1001"),
    "5:15: `catch_up` must be a whole number from 1 to 1000, not `1001`; for example `4`"),
  IssueCase(
    "a number in quotes", file(schedule: "catch_up: \"4\""),
    "5:15: `catch_up` must be a whole number from 1 to 1000, not the quoted text `4`; remove the quotes"),
  IssueCase(
    "a number that is too large for an integer", file(schedule: "catch_up: 99999999999999999999"),
    "5:15: `catch_up` must be a whole number from 1 to 1000, not `99999999999999999999`; for example `4`"),
  IssueCase(
    "a day that does not exist", file(schedule: "since: 2026-02-30"),
    "5:12: `since` must be a date, not `2026-02-30`; there is no such day"),
  IssueCase(
    "a date in another format", file(schedule: "since: 01.02.2026"),
    "5:12: `since` must be a date, not `01.02.2026`; year, month and day, from 1970: `2026-01-01`"),
  IssueCase(
    "a date before 1970", file(schedule: "since: 0226-01-01"),
    "5:12: `since` must be a date, not `0226-01-01`; year, month and day, from 1970: `2026-01-01`"),
  IssueCase(
    "formats that are not a list", file(schedule: "exports: csv"),
    "5:14: `exports` must be a list, not `csv`; for example `[csv]`"),
  IssueCase(
    "no formats", file(schedule: "exports: []"), "5:14: `exports` is an empty list; for example `[csv]`"),
  IssueCase(
    "formats for people alone", file(schedule: "exports: [xlsx, html]"),
    "5:14: `exports` has only formats for people; add `csv` or `xml`: `html` shows what the files for programs hold, and "
      + "cannot replace them"),
  IssueCase(
    "unknown and duplicate formats", file(schedule: "exports: [csv, cvs, csv]"),
    "5:20: an item of `exports` must be a file format, not `cvs`; did you mean `csv`?",
    "5:25: duplicate item in `exports`; the first one is on line 5"),
  IssueCase(
    "a duplicate name", file(schedule: "") + "  - name: weekly\n    reports: [{type: pipeline_coverage}]\n",
    "6:11: duplicate schedule `weekly`; the first one is on line 3"),
  IssueCase(
    "all time for a report that needs a window, and an unknown report",
    file(schedule: "period: all_time").replacing(
      "{type: pipeline_overview}", with: "{type: pipeline_coverage}, {type: x}"),
    "4:22: `pipeline_coverage` cannot have `period: all_time`; "
      + "give it a schedule of its own, for example with `period: monthly`",
    "4:49: `type` must be a report type, not `x`; one of `pipeline_overview` or `pipeline_coverage`"),
  IssueCase(
    "all time for a report that needs a window",
    file(schedule: "period: all_time").replacing("pipeline_overview", with: "pipeline_coverage"),
    "4:22: `pipeline_coverage` cannot have `period: all_time`; "
      + "give it a schedule of its own, for example with `period: monthly`"),
]
