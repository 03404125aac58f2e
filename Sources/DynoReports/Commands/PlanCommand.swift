internal import ArgumentParser
internal import Runs

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Print what `run` would do, and why; changes nothing.",
    discussion: """
      The reasons are: `due`, the latest complete period; `missed`, an earlier period that no run has \
      handled, such as those that `since` asks for; `retry`, a period that failed or was interrupted; \
      `unpublished`, a period that is computed but not published; `restate`, a new revision that was \
      requested. A failed period is `waiting` until its pause is over; the pause grows with each failure. Where the CRM \
      would be read so late that the numbers mislead, it prints the command that computes them as things stood.
      """.adding(examples: [
        "What the next run would do, and why":
          "dyno-reports plan",
        "The same of one schedule, at another time":
          "dyno-reports plan --tenant acme --schedule monthly-coverage --at 2026-12-02T00:00:00Z",
        "What schedule files ask for, as a table; needs no database":
          "dyno-reports plan --offline --csv",
      ]))

  @OptionGroup var instant: InstantOption
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var exports: ExportsFolderOption
  @OptionGroup var database: DatabaseOptions

  @OptionGroup var pause: PauseOption

  @Flag(help: "Use no database: plan as if nothing had been published yet.")
  var offline = false

  @Flag(help: "Print one JSON document.")
  var json = false

  @Flag(help: "Print a line for each period as CSV, in the form of the published files.")
  var csv = false

  func validate() throws { try checkFormats(json: json, csv: csv) }

  func run() throws {
    try reportingErrors {
      let output = PlanOutput(
        mode: .due, selected: try selection.load(), schedules: selection.scheduleNames, at: instant.at,
        ignoresPauses: pause.retry, json: json, csv: csv, exports: exports)
      return offline ? try output.printOffline() : try output.print(database)
    }
  }
}
