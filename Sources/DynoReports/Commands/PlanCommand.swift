internal import ArgumentParser
internal import Runs

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Print what `run` would do, and why; touches nothing.",
    discussion: """
      The reasons: `due`, the latest complete period; `missed`, an earlier one that no run has seen to, such \
      as those that `since` asks for; `retry`, tried before and failed or interrupted; `unpublished`, computed, \
      with its files not in place; `restate`, a new revision that was asked for. What failed a while ago is \
      `waiting`: a pause, which grows with each failure, is not over.
      """)

  @OptionGroup var instant: InstantOption
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var database: DatabaseOptions

  @OptionGroup var pause: PauseOption

  @Flag(help: "Need no database: plan as if nothing had been published yet.")
  var offline = false

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    try reportingErrors {
      try PlanOutput.printPlan(
        .due, selection.load(), schedules: selection.scheduleNames, at: instant.at,
        ignoresPauses: pause.retry, offline ? nil : database, json: json)
    }
  }
}
