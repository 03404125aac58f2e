import FoundationEssentials
internal import Glibc

/// The system's tzdata: its list of zones, and the rules of each.
///
/// Foundation's time zones are not used anywhere, because Swift ships its own, older data.
package struct TimeZoneDatabase: Sendable {
  /// The release, such as `2026f`, which is recorded with every run.
  package let version: String
  /// The names a schedule may use, sorted.
  package let names: [String]
  /// For each other name of a zone, the zone's own name.
  private let links: [String: String]
  private let directory: String

  /// Reads the list of zones; no zone's file is opened yet.
  ///
  /// - Parameter directory: where the compiled zones and `tzdata.zi` are.
  /// - Throws: ``TimeZoneError/unreadableDatabase(path:problem:)``.
  package init(directory: String = "/usr/share/zoneinfo") throws(TimeZoneError) {
    self.directory = directory
    let path = "\(directory)/tzdata.zi"
    let list: [UInt8]
    do {
      list = try Self.contents(path)
    } catch {
      throw .unreadableDatabase(path: path, problem: error.problem)
    }
    let lines = list.split(separator: UInt8(ascii: "\n"))
    let firstLine = String(decoding: lines.first ?? [], as: UTF8.self)
    let prefix = "# version "
    guard firstLine.hasPrefix(prefix) else {
      throw .unreadableDatabase(path: path, problem: "its first line does not say the version")
    }
    version = String(firstLine.dropFirst(prefix.count))
    links = Dictionary(lines.compactMap(Self.link(inLine:)), uniquingKeysWith: { $1 })
    names = Set(lines.compactMap(Self.zoneName(inLine:))).filter(ZoneName.isAcceptable).sorted()
    guard !names.isEmpty else { throw .unreadableDatabase(path: path, problem: "it lists no zones") }
  }

  /// Reads a zone's file. Nothing is cached: the caller keeps the value.
  ///
  /// Only a file whose name is in the list is opened, so a name cannot lead out of the directory.
  package func rules(for name: String) throws(TimeZoneError) -> ZoneRules {
    guard names.contains(name) else {
      throw ZoneSuggestion.error(for: name, names: names, meaning: links[name])
    }
    let path = "\(directory)/\(name)"
    let bytes: [UInt8]
    do {
      bytes = try Self.contents(path)
    } catch {
      throw error.isMissing
        ? .missingFile(name: name, path: path)
        : .unreadableFile(name: name, path: path, problem: error.problem)
    }
    do {
      return try TZif.rules(name: name, bytes: bytes)
    } catch {
      throw .corruptFile(name: name, path: path, problem: error.problem)
    }
  }

  /// The same; nil if tzdata has no such zone. That it cannot be read is another matter.
  package func rules(ifThere name: String) throws(TimeZoneError) -> ZoneRules? {
    do {
      return try rules(for: name)
    } catch {
      switch error {
      case .unknownZone, .abbreviation, .oldName, .missingFile: return nil
      case .corruptFile, .unreadableFile, .unreadableDatabase: throw error
      }
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

  /// The name that tzdata itself has for a zone: `Europe/Kyiv` for `Europe/Kiev`. An unknown name stays as it is.
  package func ownName(of name: String) -> String { links[name] ?? name }

  private static func link(inLine line: ArraySlice<UInt8>) -> (String, String)? {
    guard line.first == UInt8(ascii: "L") else { return nil }
    let fields = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    return fields.count == 3 && fields[0] == "L" ? (fields[2], fields[1]) : nil
  }

  private struct Unreadable: Error {
    let isMissing: Bool
    let problem: String
  }

  private static func contents(_ path: String) throws(Unreadable) -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: URL(filePath: path)))
    } catch {
      let reason = (error as? CocoaError)?.underlying as? POSIXError
      throw Unreadable(
        isMissing: reason?.code == .ENOENT,
        problem: reason.map { unsafe String(cString: strerror($0.code.rawValue)) } ?? "it cannot be read")
    }
  }
}
