internal import ArgumentParser
internal import Reports
internal import Runs

struct BackfillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backfill", abstract: "Compute periods that were never published.",
    discussion: """
      Use it for periods before a schedule was first seen, and for periods that were skipped after a pause. \
      It computes them from the CRM as it is now, or as it was, and publishes them as `run` does. Periods that are already \
      published are left unchanged and listed. If a period fails or is interrupted, the next `run` tries it \
      again.

      With --as-it-was, it computes the periods as things stood at their ends, from the history of the deals' \
      stages: \(reconstructible). Other reports are left out, and the manifest names them. Amounts, \
      currency, names, the order, states and probabilities of stages, and which deals there are, are those of now: deals that \
      were deleted since are missing. Such periods are marked as `reconstructed` wherever they are shown.
      """.adding(examples: [
        "What would be computed":
          "dyno-reports backfill --tenant acme --schedule monthly-coverage --from 2026-01-01 --to 2026-08-01 --dry-run",
        "The year so far, as deals stood week by week":
          "dyno-reports backfill --as-it-was --tenant acme --schedule weekly-funnel --from 2026-01-01 --to 2026-11-16",
      ]))

  private static let reconstructible = ReportCatalog.product.reports.filter(\.reconstruction.isPossible)
    .map(\.type).joined(separator: ", ")

  @Flag(help: "Compute the periods as things stood at their ends, from the history of stages.")
  var asItWas = false

  @OptionGroup var periods: PeriodRangeOptions
  @OptionGroup var instant: InstantOption
  @OptionGroup var future: FutureOption
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var options: RunOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try reportingErrors {
      if !periods.dryRun { try future.check(instant) }
      return try options.carryOut(
        .backfill(periods.range, asItWas: asItWas), selection, at: instant.at, database, output,
        ignoresPauses: true,
        isDryRun: periods.dryRun)
    }
  }
}
