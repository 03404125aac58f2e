/// Reads a compiled zone in the TZif format of RFC 9636, versions 1 to 4.
///
/// From version 2 on, only the second block, with 64-bit times, and the footer are used. Files that count
/// leap seconds are rejected, because ``Instant`` does not count them. Abbreviations are not kept.
struct TZif {
  /// What is wrong with the file.
  struct Malformed: Error {
    var problem: String
  }

  private var bytes: ArraySlice<UInt8>

  static func rules(name: String, bytes: [UInt8]) throws(Malformed) -> ZoneRules {
    var file = TZif(bytes: bytes[...])
    let header = try file.header()
    guard header.version >= 2 else { return try file.block(header, timeSize: 4).rules(name, nil) }

    _ = try file.take(header.blockSize(timeSize: 4))
    let secondHeader = try file.header()
    guard secondHeader.version == header.version else { throw Malformed(problem: "two versions") }
    let block = try file.block(secondHeader, timeSize: 8)
    return try block.rules(name, file.footer())
  }

  private struct Header {
    var version: Int
    var utcIndicators: Int
    var standardIndicators: Int
    var leapSeconds: Int
    var transitions: Int
    var types: Int
    var characters: Int

    func blockSize(timeSize: Int) -> Int {
      transitions * (timeSize + 1) + types * 6 + characters + leapSeconds * (timeSize + 4)
        + standardIndicators + utcIndicators
    }
  }

  private struct Block {
    var initialOffset: Int
    var transitions: [ZoneRules.Transition]

    func rules(_ name: String, _ futureRule: DaylightRule?) -> ZoneRules {
      ZoneRules(
        name: name, initialOffset: initialOffset, transitions: transitions, futureRule: futureRule)
    }
  }

  private mutating func header() throws(Malformed) -> Header {
    guard try take(4).elementsEqual("TZif".utf8) else { throw Malformed(problem: "no TZif header") }
    let version =
      switch try integer(size: 1) {
      case 0: 1
      case 0x32: 2
      case 0x33: 3
      case 0x34: 4
      case let byte: throw Malformed(problem: "unknown version byte \(byte)")
      }
    _ = try take(15)
    return Header(
      version: version, utcIndicators: try count(), standardIndicators: try count(),
      leapSeconds: try count(), transitions: try count(), types: try count(), characters: try count())
  }

  private mutating func block(_ header: Header, timeSize: Int) throws(Malformed) -> Block {
    guard header.leapSeconds == 0 else { throw Malformed(problem: "it counts leap seconds") }
    var times: [Int] = []
    for _ in 0..<header.transitions {
      let time = try integer(size: timeSize)
      if let last = times.last, last >= time { throw Malformed(problem: "times out of order") }
      times.append(time)
    }
    let indices = Array(try take(header.transitions))
    var offsets: [Int] = []
    for _ in 0..<header.types {
      let offset = try integer(size: 4)
      guard OffsetSpan.allowedOffsets.contains(offset) else { throw Malformed(problem: "offset \(offset) s") }
      offsets.append(offset)
      _ = try take(2)  // whether it is daylight saving time, and its abbreviation
    }
    _ = try take(header.characters + header.standardIndicators + header.utcIndicators)

    guard let initialOffset = offsets.first else { throw Malformed(problem: "no local time type") }
    var transitions: [ZoneRules.Transition] = []
    for (time, index) in zip(times, indices) {
      guard offsets.indices.contains(Int(index)) else { throw Malformed(problem: "unknown local time type") }
      transitions.append(ZoneRules.Transition(time: time, offset: offsets[Int(index)]))
    }
    return Block(initialOffset: initialOffset, transitions: transitions)
  }

  /// The TZ string between two newlines; an empty one means that no rule is known for the future.
  private mutating func footer() throws(Malformed) -> DaylightRule? {
    guard try integer(size: 1) == 0x0a, let end = bytes.firstIndex(of: 0x0a) else {
      throw Malformed(problem: "no footer")
    }
    let text = String(decoding: bytes[..<end], as: UTF8.self)
    if text.isEmpty { return nil }
    guard let rule = DaylightRule(posix: text) else {
      throw Malformed(problem: "footer \(text.debugDescription)")
    }
    return rule
  }

  private mutating func take(_ count: Int) throws(Malformed) -> ArraySlice<UInt8> {
    guard count <= bytes.count else { throw Malformed(problem: "too short") }
    defer { bytes = bytes.dropFirst(count) }
    return bytes.prefix(count)
  }

  private mutating func count() throws(Malformed) -> Int {
    try take(4).reduce(0) { $0 << 8 | Int($1) }
  }

  /// A signed number, most significant byte first.
  private mutating func integer(size: Int) throws(Malformed) -> Int {
    let unsigned = try take(size).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let unused = 64 - 8 * size
    return Int(Int64(bitPattern: unsigned << unused) >> unused)
  }
}
