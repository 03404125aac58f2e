import Foundation
import Testing
import TestingRepository

@testable import Calendars

struct TZifTests {
  /// One hour east, from 1970 on two hours east, from 2000 on as the footer says.
  private static let sample = CompiledZone(
    transitions: [(0, 1), (946_684_800, 0)], types: [3_600, 7_200], footer: "<+03>-3")

  @Test(arguments: [UInt8(ascii: "2"), UInt8(ascii: "3"), UInt8(ascii: "4")])
  func readsTheSecondBlockAndTheFooter(version: UInt8) throws {
    var zone = Self.sample
    zone.version = version
    let rules = try zone.rules()
    #expect(rules.name == "Test/Zone")
    #expect(rules.utcOffset(at: "1969-12-31T23:59:59Z") == 3_600)
    #expect(rules.utcOffset(at: "1970-01-01T00:00:00Z") == 7_200)
    #expect(rules.utcOffset(at: "1999-12-31T23:59:59Z") == 7_200)
    #expect(rules.utcOffset(at: "2000-01-01T00:00:00Z") == 10_800)
  }

  @Test func readsVersion1WhoseLastOffsetStays() throws {
    var zone = Self.sample
    zone.version = 0
    let rules = try zone.rules()
    #expect(rules.utcOffset(at: "1969-12-31T23:59:59Z") == 3_600)
    #expect(rules.utcOffset(at: "1970-01-01T00:00:00Z") == 7_200)
    #expect(rules.utcOffset(at: "2500-01-01T00:00:00Z") == 3_600)
  }

  @Test func withoutTransitionsTheFooterHoldsForAllTime() throws {
    let rules = try CompiledZone(types: [3_600], footer: "<+03>-3").rules()
    #expect(rules.utcOffset(at: "1800-01-01T00:00:00Z") == 10_800)
  }

  /// At noon UTC on 2 January 1970 the offset changes from 12 hours west to 12 hours east. The rule, which
  /// says east for all time, must not apply before that change.
  @Test func theFooterHoldsFromTheLastTransitionOn() throws {
    let zone = CompiledZone(transitions: [(129_600, 1)], types: [-43_200, 43_200], footer: "<+12>-12")
    let rules = try zone.rules()
    #expect(rules.beginning(of: "1970-01-01") == "1970-01-01T12:00:00Z")
    #expect(rules.beginning(of: "1970-01-02") == "1970-01-02T12:00:00Z")
    #expect(rules.beginning(of: "1970-01-03") == "1970-01-02T12:00:00Z")
    #expect(rules.beginning(of: "1970-01-04") == "1970-01-03T12:00:00Z")
    #expect(rules.skips("1970-01-02"))
  }

  @Test func withoutFooterTheLastOffsetStays() throws {
    let still = try CompiledZone(types: [3_600], footer: "").rules()
    #expect(still.utcOffset(at: "2500-01-01T00:00:00Z") == 3_600)
    let moved = try CompiledZone(transitions: [(0, 1)], types: [3_600, 7_200], footer: "").rules()
    #expect(moved.utcOffset(at: "2500-01-01T00:00:00Z") == 7_200)
  }

  @Test func transitionsAtTheLimitsAreHarmless() throws {
    let rules = try CompiledZone(transitions: [(.min, 0), (.max, 1)], types: [3_600, 7_200]).rules()
    #expect(rules.beginning(of: "2026-10-01") == "2026-09-30T23:00:00Z")
  }

  @Test(arguments: [
    ("unknown version byte 1", CompiledZone(version: 1)),
    ("unknown version byte 53", CompiledZone(version: UInt8(ascii: "5"))),
    ("it counts leap seconds", CompiledZone(leapSeconds: 1)),
    ("times out of order", CompiledZone(transitions: [(5, 0), (5, 0)])),
    ("times out of order", CompiledZone(transitions: [(5, 0), (4, 0)])),
    ("unknown local time type", CompiledZone(transitions: [(5, 1)])),
    ("no local time type", CompiledZone(types: [])),
    ("offset 93600 s", CompiledZone(types: [93_600])),
    ("offset -90000 s", CompiledZone(types: [-90_000])),
    ("footer \"CET\"", CompiledZone(footer: "CET")),
  ])
  func refuses(problem: String, zone: CompiledZone) {
    let error = #expect(throws: TZif.Malformed.self) { try zone.rules() }
    #expect(error?.problem == problem)
  }

  @Test func refusesEveryTruncatedFile() {
    let bytes = Self.sample.bytes
    for count in 0..<bytes.count {
      #expect(throws: TZif.Malformed.self, "cut after \(count) of \(bytes.count) bytes") {
        try TZif.rules(name: "Test/Zone", bytes: Array(bytes.prefix(count)))
      }
    }
  }

  @Test func refusesTwoVersionsInOneFile() throws {
    var bytes = Self.sample.bytes
    let secondHeader = try #require((1..<bytes.count).first { bytes[$0...].starts(with: "TZif".utf8) })
    bytes[secondHeader + 4] = UInt8(ascii: "3")
    let error = #expect(throws: TZif.Malformed.self) { try TZif.rules(name: "Test/Zone", bytes: bytes) }
    #expect(error?.problem == "two versions")
  }

  @Test func refusesHugeCounts() {
    for field in 0..<6 {
      var bytes = Self.sample.bytes
      for index in 0..<4 { bytes[20 + field * 4 + index] = 0xff }
      #expect(throws: TZif.Malformed.self) { try TZif.rules(name: "Test/Zone", bytes: bytes) }
    }
  }

  /// A damaged file gives an error or a usable zone, never a crash or an endless search.
  @Test func survivesDamage() throws {
    var random = SeededGenerator()
    let whole = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/America/Havana"))
    for original in [Array(whole), Self.sample.bytes] {
      for _ in 0..<1_000 {
        var bytes = original
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
        }
        guard let rules = try? TZif.rules(name: "Test/Zone", bytes: bytes) else { continue }
        for date: CivilDate in ["0001-01-01", "1969-12-31", "2026-03-08", "9999-12-31"] {
          let start = rules.beginning(of: date)
          #expect(rules.localDate(at: start) >= date, "seed \(random.seed)")
          #expect(rules.latestDateBegun(by: start) >= date, "seed \(random.seed)")
        }
      }
    }
  }
}
