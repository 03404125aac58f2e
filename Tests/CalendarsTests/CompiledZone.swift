@testable import Calendars

/// Writes TZif files for tests, so that every field can be wrong.
struct CompiledZone {
  var version: UInt8 = UInt8(ascii: "2")
  /// Instants in seconds since 1970, each with the type that applies from then on.
  var transitions: [(time: Int, type: UInt8)] = []
  /// Seconds east of UTC.
  var types: [Int] = [0]
  var leapSeconds = 0
  var footer = "UTC0"

  /// From version 2 on, the first block holds an offset that no test expects, because it must not be used.
  var bytes: [UInt8] {
    if version == 0 { return block(timeSize: 4) }
    var first = CompiledZone()
    first.version = version
    first.types = [12_345]
    return first.block(timeSize: 4) + block(timeSize: 8) + Array("\n\(footer)\n".utf8)
  }

  func rules() throws -> ZoneRules {
    try TZif.rules(name: "Test/Zone", bytes: bytes)
  }

  private func block(timeSize: Int) -> [UInt8] {
    let abbreviations = Array("LMT\0".utf8)
    var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
    for count in [0, 0, leapSeconds, transitions.count, types.count, abbreviations.count] {
      bytes += Self.bigEndian(count, size: 4)
    }
    for transition in transitions { bytes += Self.bigEndian(transition.time, size: timeSize) }
    bytes += transitions.map(\.type)
    for offset in types { bytes += Self.bigEndian(offset, size: 4) + [0, 0] }
    bytes += abbreviations
    bytes += [UInt8](repeating: 0, count: leapSeconds * (timeSize + 4))
    return bytes
  }

  private static func bigEndian(_ value: Int, size: Int) -> [UInt8] {
    (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
