import Calendars
import Schedules
import Testing

// `ReadingFiles` has the file around the snippets, which decides the line and column where they begin.

@Suite("The window of a schedule")
struct WindowIssueTests {
  @Test("has issues at their positions", arguments: windowCases)
  func issue(_ issueCase: IssueCase) throws { try check(issueCase) }

  @Test(
    "is read with every rule, for every period that has a start",
    arguments: [
      ("completed", .completed), ("{to_date: monthly}", .toDate(.monthly)),
      ("{to_date: weekly}", .toDate(.weekly)), ("{current: quarterly}", .current(.quarterly)),
      ("{current: yearly}", .current(.yearly)), ("{next: quarterly}", .next(.quarterly)),
    ] as [(String, WindowRule)])
  func window(text: String, window: WindowRule) throws {
    // Without a period, it is a rolling one.
    for period in ["", "period: daily\n", "period: quarterly\n", "period: {rolling: {days: 30}}\n"] {
      let yaml = file(schedule: period + "window: \(text)")
        .replacing("pipeline_overview", with: "pipeline_coverage")
      #expect(try parse(yaml).schedules?.schedules.map(\.window) == [window], "\(yaml)")
    }
  }

  @Test("is the completed period by default, also of all time")
  func defaults() throws {
    #expect(try parse(file(schedule: "period: weekly")).schedules?.schedules[0].window == .completed)
    let allTime = file(schedule: "period: all_time\nwindow: completed")
    #expect(try parse(allTime).schedules?.schedules[0].window == .completed)
  }
}

private let windowCases: [IssueCase] = [
  IssueCase(
    "a rule without a unit", file(schedule: "window: current"),
    "5:13: `window` must be a window, not `current`; name the unit too: `{current: quarterly}`"),
  IssueCase(
    "a unit without a rule", file(schedule: "window: quarterly"),
    "5:13: `window` must be a window, not `quarterly`; "
      + "say which one: `{to_date: quarterly}`, `{current: quarterly}` or `{next: quarterly}`"),
  IssueCase(
    "a typo", file(schedule: "window: complete"),
    "5:13: `window` must be a window, not `complete`; did you mean `completed`?"),
  IssueCase(
    "another word", file(schedule: "window: today"),
    "5:13: `window` must be a window, not `today`; "
      + "one of `completed`, `{to_date: monthly}`, `{current: quarterly}` or `{next: quarterly}`"),
  IssueCase(
    "no value", file(schedule: "window:"),
    "5:12: `window` must be a window, not empty; "
      + "one of `completed`, `{to_date: monthly}`, `{current: quarterly}` or `{next: quarterly}`"),
  IssueCase(
    "a list", file(schedule: "window: [current]"),
    "5:13: `window` must be a window, not a list; "
      + "one of `completed`, `{to_date: monthly}`, `{current: quarterly}` or `{next: quarterly}`"),
  IssueCase(
    "an empty mapping", file(schedule: "window: {}"),
    "5:13: `window` is an empty mapping; for example `{current: quarterly}`"),
  IssueCase(
    "two rules", file(schedule: "window: {current: monthly, to_date: quarterly}"),
    "5:32: `window` has `current` and `to_date`; "
      + "a schedule looks at one window; give the other one a schedule of its own"),
  IssueCase(
    "an unknown rule", file(schedule: "window: {curent: monthly}"),
    "5:14: unknown key `curent`; did you mean `current`?"),
  IssueCase(
    "an unknown unit", file(schedule: "window: {current: quartely}"),
    "5:23: `current` must be a unit of the calendar, not `quartely`; did you mean `quarterly`?"),
  IssueCase(
    "a day", file(schedule: "window: {to_date: daily}"),
    "5:23: `to_date` must be a unit of the calendar, not `daily`; "
      + "a single day is reported by `period: daily` without `window`"),
  IssueCase(
    "a rolling unit", file(schedule: "window: {to_date: {rolling: {days: 3}}}"),
    "5:23: `to_date` must be a unit of the calendar, not a mapping; "
      + "one of `weekly`, `monthly`, `quarterly` or `yearly`"),
  IssueCase(
    "all time", file(schedule: "period: all_time\nwindow: {current: monthly}"),
    "6:13: `current: monthly` cannot be a window of `period: all_time`; "
      + "remove `window`, or say with `period` how often to look, for example `period: weekly`"),
  IssueCase(
    "a time to come, for a report of what has happened",
    file(schedule: "window: {next: quarterly}")
      .replacing(
        "[{type: pipeline_overview}]", with: "[{type: pipeline_coverage}, {type: pipeline_overview}]"),
    "4:49: `pipeline_overview` cannot have `window: {next: quarterly}`, because it reports what has happened; "
      + "give it a schedule of its own, for example with `window: {current: quarterly}`"),
]
