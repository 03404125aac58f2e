internal import ArgumentParser
internal import Runs

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Compute and publish what is due.",
    discussion: """
      It is safe to start as often as you like, even several times at once. Under cron it prints nothing \
      unless something went wrong; --verbose and --json report what was done. A failed period is tried again \
      after a pause, which grows from five minutes to six hours.
      """.adding(examples: [
        "What cron starts":
          "dyno-reports run",
        "One tenant, and also what failed a moment ago":
          "dyno-reports run --tenant acme --retry --verbose",
      ]))

  @OptionGroup var instant: InstantOption
  @OptionGroup var future: FutureOption
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var options: RunOptions
  @OptionGroup var pause: PauseOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    try reportingErrors {
      try future.check(instant)
      return try options.carryOut(
        .due, selection, at: instant.at, database, output, ignoresPauses: pause.retry)
    }
  }
}
