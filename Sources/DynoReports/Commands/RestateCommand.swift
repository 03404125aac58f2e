internal import ArgumentParser
internal import Runs

struct RestateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restate", abstract: "Compute published periods again, as a new revision.",
    discussion: """
      A published period is final. Where its data was mended since, this computes it anew, from a new \
      snapshot and with today's schedule file. The files are replaced; those of the revision before move to \
      history/, its facts stay in the database, and the manifest tells the reason. Only published periods \
      are restated; where one is interrupted, the next `run` completes it.
      """)

  @Option(help: ArgumentHelp("Why; it stands in the manifest for good.", valueName: "text"))
  var reason: String

  @OptionGroup var periods: PeriodRangeOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var options: RunOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason must say something.") }
    if !TextTable.isPrintable(reason) { throw ValidationError("--reason is one line of plain text.") }
  }

  func run() throws {
    try reportingErrors {
      try options.carryOut(
        .restate(periods.range, reason: reason), selection, at: nil, database, output, ignoresPauses: true,
        isDryRun: periods.dryRun)
    }
  }
}
