import Foundation
import Testing

@testable import Calendars

struct TimeZoneDatabaseTests {
  @Test func readsTheInstalledList() throws {
    let database = try Tzdata.database
    #expect(database.version.wholeMatch(of: /20[0-9]{2}[a-z]/) != nil)
    #expect(database.names.count > 400)
    #expect(database.names == database.names.sorted())
    #expect(
      Set(["Europe/Berlin", "UTC", "Etc/UTC", "America/Argentina/Ushuaia"]).isSubset(of: database.names))
    #expect(try database.rules(for: "Asia/Kathmandu").utcOffset(at: "2026-10-01T00:00:00Z") == 20_700)
  }

  @Test(arguments: [
    "EST", "MST", "HST", "GMT", "GMT+0", "GMT0", "UCT", "PST", "GMT+5", "UTC+1", "+02:00", "5",
  ])
  func refusesAbbreviations(name: String) throws {
    #expect(throws: TimeZoneError.abbreviation(name: name)) { try Tzdata.rules(name) }
    #expect(try !Tzdata.database.names.contains(name))
  }

  @Test(arguments: [
    ("GB", "Europe/London"), ("PRC", "Asia/Shanghai"), ("NZ", "Pacific/Auckland"), ("W-SU", "Europe/Moscow"),
  ])
  func explainsOldNames(name: String, zone: String) throws {
    let error = #expect(throws: TimeZoneError.oldName(name: name, zone: zone)) { try Tzdata.rules(name) }
    #expect(error?.description.contains("is an old name for \(zone)") == true)
  }

  @Test func aLinkHasTheNameOfItsZone() throws {
    let database = try Tzdata.database
    #expect(database.ownName(of: "Europe/Kiev") == "Europe/Kyiv")
    for name in ["Europe/Kyiv", "UTC+99"] { #expect(database.ownName(of: name) == name) }
  }

  @Test func fixedOffsetsAreKnown() throws {
    let fixed = try Tzdata.database.names.filter(ZoneName.isFixedOffset)
    #expect(fixed.contains("Factory") && fixed.contains("Etc/GMT+5") && fixed.contains("Etc/GMT-10"))
    #expect(fixed.allSatisfy { $0 == "Factory" || $0.hasPrefix("Etc/GMT") })
    for name in ["UTC", "Etc/UTC", "Etc/GMT", "Etc/GMT0", "Etc/GMT-0", "Asia/Tokyo"] {
      #expect(!ZoneName.isFixedOffset(name))
    }
  }

  @Test(arguments: [
    ("Europe/Berln", "Europe/Berlin"), ("europe/berlin", "Europe/Berlin"), ("Berlin", "Europe/Berlin"),
    ("BERLIN", "Europe/Berlin"), ("Berlni", "Europe/Berlin"), ("Asia/Calcuta", "Asia/Calcutta"),
    ("America/New York", "America/New_York"), ("America/NewYork", "America/New_York"),
    ("new york", "America/New_York"), ("utc", "UTC"), ("gmt", nil), ("est", nil),
    ("Amerika/Chicago", "America/Chicago"),
    ("Foo/Bar", nil), ("Mars/Olympus_Mons", nil), ("", nil), ("x", nil),
    (String(repeating: "Europe/Berlin", count: 100), nil),
  ])
  func suggests(name: String, suggestion: String?) throws {
    #expect(throws: TimeZoneError.unknownZone(name: name, suggestion: suggestion)) {
      try Tzdata.rules(name)
    }
  }

  @Test(arguments: [
    "../../../etc/passwd", "/etc/passwd", "Europe/../Europe/Berlin", "./Europe/Berlin", "Europe//Berlin",
    "Europe/Berlin/", "Europe", "tzdata.zi", "right/Europe/Berlin", "posix/Europe/Berlin", "localtime",
    "Europe/Berlin\0", "Europe/Berlin\n",
  ])
  func opensOnlyWhatIsListed(name: String) throws {
    let error = #expect(throws: TimeZoneError.self) { try Tzdata.rules(name) }
    guard case .unknownZone = error else {
      Issue.record("\(name) gave \(String(describing: error))")
      return
    }
  }

  @Test func errorsSayWhatIsWrongAndWhatToDo() {
    let messages: [(TimeZoneError, String)] = [
      (
        .unknownZone(name: "Europe/Berln", suggestion: "Europe/Berlin"),
        "unknown time zone \"Europe/Berln\": did you mean Europe/Berlin?"
      ),
      (
        .unknownZone(name: "a\nb", suggestion: nil),
        "unknown time zone \"a\\nb\": use a name of tzdata's list, such as Europe/Berlin or UTC"
      ),
      (
        .abbreviation(name: "EST"),
        """
        time zone "EST" is an abbreviation or a fixed offset, which is ambiguous or ignores changes of the \
        clock: name a place instead, such as America/New_York, or UTC
        """
      ),
    ]
    for (error, message) in messages { #expect(error.description == message) }
  }

  @Test func editDistance() {
    for (left, right, distance) in [
      ("", "", 0), ("abc", "", 3), ("", "abc", 3), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "bc", 1),
      ("kitten", "sitting", 3), ("ab", "ba", 1),
    ] {
      #expect(EditDistance.between(left, right) == distance, "\(left) \(right)")
    }
  }
}

/// Broken databases, each in a folder of its own.
struct BrokenTimeZoneDatabaseTests {
  /// Writes files into a temporary folder, passes the folder to the body and removes it again.
  private func withFolder(_ files: [String: [UInt8]], _ body: (String) throws -> Void) throws {
    let manager = FileManager.default
    let folder = manager.temporaryDirectory.appending(path: "tzdata-\(UUID().uuidString)")
    defer { try? manager.removeItem(at: folder) }
    for (path, bytes) in files {
      let file = folder.appending(path: path)
      try manager.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
    try body(folder.path(percentEncoded: false))
  }

  private static let list = Array(
    """
    # version 2031c
    R d 1916 o - Jun 14 23s 1 S
    Z Test/Zone 0:12:12 - LMT 1891 Mar 16
    1 d CE%sT
    Z Test/Broken 0 - GMT
    Z Test/Folder 0 - GMT
    Z EST -5 - EST
    L Test/Zone Test/Alias
    L Test/Zone Test/Gone
    L Test/Zone ../outside
    L Test/Zone
    Z
    """.utf8)

  @Test func readsZonesAndLinksAndTheVersion() throws {
    let zone = CompiledZone(types: [3_600], footer: "CET-1").bytes
    let files = [
      "tzdata.zi": Self.list, "Test/Zone": zone, "Test/Alias": zone, "Test/Broken": Array(zone.dropLast(1)),
    ]
    try withFolder(files) { folder in
      let database = try TimeZoneDatabase(directory: folder)
      #expect(database.version == "2031c")
      #expect(database.names == ["Test/Alias", "Test/Broken", "Test/Folder", "Test/Gone", "Test/Zone"])
      #expect(try database.rules(for: "Test/Alias").utcOffset(at: "2026-10-01T00:00:00Z") == 3_600)
      #expect(throws: TimeZoneError.missingFile(name: "Test/Gone", path: "\(folder)/Test/Gone")) {
        try database.rules(for: "Test/Gone")
      }
      // A folder cannot be read, whoever tries.
      try FileManager.default.createDirectory(
        atPath: folder + "/Test/Folder", withIntermediateDirectories: true)
      let unreadable = TimeZoneError.unreadableFile(
        name: "Test/Folder", path: "\(folder)/Test/Folder", problem: "Is a directory")
      #expect(throws: unreadable) { try database.rules(for: "Test/Folder") }
      let broken = TimeZoneError.corruptFile(
        name: "Test/Broken", path: "\(folder)/Test/Broken", problem: "no footer")
      #expect(throws: broken) { try database.rules(for: "Test/Broken") }
    }
  }

  @Test(
    arguments: [
      ([:], "No such file or directory"),
      (["tzdata.zi": []], "its first line does not say the version"),
      (["tzdata.zi": Array("Z UTC 0 - UTC\n".utf8)], "its first line does not say the version"),
      (["tzdata.zi": Array("# version 2031c\nZ EST -5 - EST\n".utf8)], "it lists no zones"),
    ] as [([String: [UInt8]], String)])
  func refuses(files: [String: [UInt8]], problem: String) throws {
    try withFolder(files) { folder in
      let error = TimeZoneError.unreadableDatabase(path: "\(folder)/tzdata.zi", problem: problem)
      #expect(throws: error) { try TimeZoneDatabase(directory: folder) }
    }
  }
}
