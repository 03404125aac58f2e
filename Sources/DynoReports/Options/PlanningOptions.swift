internal import ArgumentParser
internal import Calendars
internal import Foundation
internal import PostgreSQL
internal import Runs
internal import Schedules

/// What `plan` and `run` have in common: for when, for whom, and from which files.
struct PlanningOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Plan as of this instant, such as 2026-11-21T03:00:00Z. (default: now)", valueName: "instant"))
  var at: Instant?

  @OptionGroup var tenants: TenantOptions

  @Option(help: ArgumentHelp("Only the schedules of this name; can be repeated.", valueName: "name"))
  var schedule: [String] = []

  /// The instant to plan for: the one that was given, else now. Of the two clocks the earlier counts, so that
  /// none of them publishes a period before it is over.
  ///
  /// - Parameter connection: nil where there is no database to ask.
  func instant(_ connection: Connection?) throws -> Instant {
    if let at { return at }
    let here = Instant.now
    guard let connection else { return here }
    let there = try Database.clock(connection)
    let skew = here.secondsSinceEpoch - there.secondsSinceEpoch
    if abs(skew) > 60 {
      Terminal.warning(
        "the clocks differ: it is \(here) here and \(there) in the database; the earlier one counts")
    }
    return min(here, there)
  }

  var scheduleNames: Set<String>? { schedule.isEmpty ? nil : Set(schedule) }

  /// The selected tenants, and what is wrong with the files.
  ///
  /// - Throws: `ValidationError` where a selected tenant or schedule does not exist.
  func load() throws -> SelectedSchedules {
    let selected = try tenants.load()
    // A file with problems may be the one that has the name.
    if selected.issues.isEmpty {
      let names = Set(selected.tenants.flatMap(\.schedules).map(\.name))
      for name in schedule where !names.contains(name) {
        throw ValidationError(
          "no schedule is called `\(name)`; there are: \(names.sorted().joined(separator: ", ")).")
      }
    }
    return selected
  }
}

extension Instant {
  /// The only place that reads the clock.
  static var now: Instant { Instant(secondsSinceEpoch: Int(Date().timeIntervalSince1970.rounded(.down))) }
}

extension Instant: ExpressibleByArgument {
  init?(argument: String) { self.init(iso8601: argument) }
}
