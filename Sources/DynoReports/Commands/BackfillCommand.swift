internal import ArgumentParser
internal import Runs

struct BackfillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backfill", abstract: "Compute periods that were never published.",
    discussion: """
      Use it for periods before a schedule was first seen, and for periods that were skipped after a pause. \
      It computes them from the CRM as it is now and publishes them as `run` does. Periods that are already \
      published are left unchanged and listed. If a period fails or is interrupted, the next `run` tries it \
      again.
      """)

  @OptionGroup var periods: PeriodRangeOptions
  @OptionGroup var instant: InstantOption
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var options: RunOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try reportingErrors {
      try options.carryOut(
        .backfill(periods.range), selection, at: instant.at, database, output, ignoresPauses: true,
        isDryRun: periods.dryRun)
    }
  }
}
