internal import ArgumentParser
internal import Runs

struct RestateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restate", abstract: "Compute published periods again, as a new revision.",
    discussion: """
      A published period is final. If its data was corrected since, this command computes it again, from a \
      new snapshot and with today's schedule file. The new files replace the old ones. The files of the \
      previous revision move to history/, its facts stay in the database, and the manifest records the \
      reason. The CRM is read as it is now: other deals that were changed since change the numbers too. --dry-run \
      shows what would change, and the commands that list the deals behind it. A \
      revision with failed runs takes the place of a complete one. Only published periods are restated, of \
      all schedules unless --schedule names one. If a restatement is interrupted, the next `run` completes \
      it.

      With --as-it-was, it computes periods as `backfill --as-it-was` does: those whose CRM was read late, and those that \
      were reconstructed before. A period that was read in time is not replaced like this, and a reconstructed one not \
      otherwise.
      """.adding(examples: [
        "What would change":
          "dyno-reports restate --tenant acme --schedule monthly-coverage --from 2026-10-01 --to 2026-11-01 --reason \"targets corrected\" --dry-run",
        "Compute October again, with the reason for the readers":
          "dyno-reports restate --tenant acme --schedule monthly-coverage --from 2026-10-01 --to 2026-11-01 --reason \"targets corrected\"",
      ]))

  @Option(help: ArgumentHelp("The reason; it stays in the manifest permanently.", valueName: "text"))
  var reason: String

  @Flag(help: "Compute the periods as things stood at their ends, from the history of stages.")
  var asItWas = false

  @OptionGroup var periods: PeriodRangeOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var options: RunOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason must not be empty.") }
    if reason.printableLine != reason { throw ValidationError("--reason must be one line of plain text.") }
  }

  func run() throws {
    try reportingErrors {
      try options.carryOut(
        .restate(periods.range, reason: reason, asItWas: asItWas), selection, at: nil, database, output,
        ignoresPauses: true,
        isDryRun: periods.dryRun)
    }
  }
}
