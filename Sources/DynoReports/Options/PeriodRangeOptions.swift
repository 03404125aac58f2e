internal import ArgumentParser
internal import Calendars
internal import Runs

/// Selects the periods that a command works on, and whether it only prints its plan.
struct PeriodRangeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Periods that begin on or after this date; rolling and all-time periods that end after it.",
      valueName: "date"), completion: .firstDates)
  var from: CivilDate

  @Option(
    help: ArgumentHelp("Periods that end on or before this date; ends are exclusive.", valueName: "date"),
    completion: .endDates)
  var to: CivilDate

  @Flag(help: "Print the plan and change nothing.")
  var dryRun = false

  func validate() throws {
    if from > to { throw ValidationError("--from is later than --to.") }
  }

  var range: PeriodRange { PeriodRange(from: from, to: to) }
}

extension CivilDate: ExpressibleByArgument {
  init?(argument: String) { self.init(iso: argument) }
}
