internal import ArgumentParser
internal import Calendars
internal import Foundation
internal import PostgreSQL
internal import Runs

struct InstantOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Plan as of this instant, such as 2026-11-21T03:00:00Z. (default: now)", valueName: "instant"))
  var at: Instant?
}

extension Instant {
  /// The only place that reads the clock.
  static var now: Instant { Instant(secondsSinceEpoch: Int(Date().timeIntervalSince1970.rounded(.down))) }

  /// The current time by the earlier of this host's and the database's clock, so that a clock that is ahead
  /// does not publish a period before it is over.
  static func now(_ connection: Connection) throws -> Instant {
    let here = now
    let there = try Database.clock(connection)
    if abs(here.secondsSinceEpoch - there.secondsSinceEpoch) > 60 {
      Terminal.warning(
        "the clocks differ: this host has \(here), the database has \(there); the earlier one is used")
    }
    return min(here, there)
  }
}

extension Instant: ExpressibleByArgument {
  init?(argument: String) { self.init(iso8601: argument) }
}
