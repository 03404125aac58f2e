internal import ArgumentParser
internal import Calendars
internal import Runs

/// Which periods a command is about that is told so, and whether it does it.
struct PeriodRangeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Periods that begin on this date or later; rolling and all-time ones that end later than it.",
      valueName: "date"))
  var from: CivilDate

  @Option(
    help: ArgumentHelp("Periods that end on this date or before; ends are exclusive.", valueName: "date"))
  var to: CivilDate

  @Flag(help: "Print the plan and touch nothing.")
  var dryRun = false

  func validate() throws {
    if from > to { throw ValidationError("--from is later than --to.") }
  }

  var range: PeriodRange { PeriodRange(from: from, to: to) }
}

extension CivilDate: ExpressibleByArgument {
  init?(argument: String) { self.init(iso: argument) }
}
