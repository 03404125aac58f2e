import Testing

@testable import Calendars

/// Compares the beginnings of dates from 1970 to 2037, in all zones, with those that Python finds.
struct PythonComparisonTests {
  @Test func datesBeginWherePythonSaysTheyDo() throws {
    let zones = try Self.readableZones()
    #expect(zones.count > 400)
    let output = try Python.output(of: "first_instants.py", arguments: zones.keys.sorted())

    var compared = (zones: 0, dates: 0)
    var group: [ZoneRules] = []
    var previous: (date: CivilDate, begins: Int)?
    for line in output.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.first == "zone" {
        group = try words.dropFirst().map { try #require(zones[String($0)]) }
        previous = nil
        compared.zones += group.count
        continue
      }
      let date = try #require(CivilDate(iso: String(words[0])))
      let begins = try #require(Int(words[1]))
      // The dates that Python left out begin 24 hours apart; checks the one in the middle of each gap.
      let skipped = previous.map { (date.daysSinceEpoch - $0.date.daysSinceEpoch) / 2 } ?? 0
      for zone in group {
        Self.expect(zone, date, begins)
        if let previous, skipped > 0 {
          Self.expect(zone, previous.date.adding(days: skipped), previous.begins + skipped * 86_400)
        }
      }
      compared.dates += group.count
      previous = (date, begins)
    }
    #expect(compared.zones == zones.count)
    #expect(compared.dates > 50_000)
  }

  /// Does not call `#expect` for equal values, because hundreds of thousands of calls take minutes.
  private static func expect(_ zone: ZoneRules, _ date: CivilDate, _ begins: Int) {
    let found = zone.beginning(of: date).secondsSinceEpoch
    if found != begins {
      Issue.record("\(zone.name) \(date) begins at \(found), according to Python at \(begins)")
    }
  }

  /// Some systems put old names into a separate package, so their files may be missing.
  private static func readableZones() throws -> [String: ZoneRules] {
    let database = try Tzdata.database
    var zones: [String: ZoneRules] = [:]
    for name in database.names {
      do {
        zones[name] = try database.rules(for: name)
      } catch TimeZoneError.missingFile {
        continue
      }
    }
    return zones
  }
}
