import FoundationEssentials

/// The system's tzdata: its list of zones, and the rules of each.
///
/// Foundation's time zones are not used anywhere, because Swift ships its own, older data.
package struct TimeZoneDatabase: Sendable {
  /// The release, such as `2026f`, which is recorded with every run.
  package let version: String
  /// The names a schedule may use, sorted.
  package let names: [String]
  private let directory: String

  /// Reads the list of zones; no zone's file is opened yet.
  ///
  /// - Parameter directory: where the compiled zones and `tzdata.zi` are.
  /// - Throws: ``TimeZoneError/unreadableDatabase(path:problem:)``.
  package init(directory: String = "/usr/share/zoneinfo") throws(TimeZoneError) {
    self.directory = directory
    let path = "\(directory)/tzdata.zi"
    guard let list = Self.contents(path) else {
      throw .unreadableDatabase(path: path, problem: "no such file")
    }
    let lines = list.split(separator: UInt8(ascii: "\n"))
    let firstLine = String(decoding: lines.first ?? [], as: UTF8.self)
    let prefix = "# version "
    guard firstLine.hasPrefix(prefix) else {
      throw .unreadableDatabase(path: path, problem: "its first line does not say the version")
    }
    version = String(firstLine.dropFirst(prefix.count))
    names = Set(lines.compactMap(Self.zoneName(inLine:))).filter(ZoneName.isAcceptable).sorted()
    guard !names.isEmpty else { throw .unreadableDatabase(path: path, problem: "it lists no zones") }
  }

  /// Reads a zone's file. Nothing is cached: the caller keeps the value.
  ///
  /// Only a file whose name is in the list is opened, so a name cannot lead out of the directory.
  package func rules(for name: String) throws(TimeZoneError) -> ZoneRules {
    guard names.contains(name) else { throw ZoneSuggestion.error(for: name, names: names) }
    let path = "\(directory)/\(name)"
    guard let bytes = Self.contents(path) else { throw .missingFile(name: name, path: path) }
    do {
      return try TZif.rules(name: name, bytes: bytes)
    } catch {
      throw .corruptFile(name: name, path: path, problem: error.problem)
    }
  }

  /// The name that a line of `tzdata.zi` introduces: `Z name …` for a zone, `L target name` for a link.
  private static func zoneName(inLine line: ArraySlice<UInt8>) -> String? {
    let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
    let name: ArraySlice<UInt8>
    switch line.first {
    case UInt8(ascii: "Z") where fields.count > 2 && fields[0].count == 1: name = fields[1]
    case UInt8(ascii: "L") where fields.count == 3 && fields[0].count == 1: name = fields[2]
    default: return nil
    }
    return String(decoding: name, as: UTF8.self)
  }

  private static func contents(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map([UInt8].init)
  }
}
