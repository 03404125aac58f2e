internal import ArgumentParser
internal import Runs

struct BackfillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backfill", abstract: "Compute periods that were never published.",
    discussion: """
      For periods before a schedule was first seen, and for those that were skipped after a pause. Computes \
      them from the CRM as it is now and publishes them as `run` does. Published periods are left alone and \
      named. Where a period fails or is interrupted, the next `run` sees to it.
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
