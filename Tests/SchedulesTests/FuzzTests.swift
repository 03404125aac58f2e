import Foundation
import Schedules
import Testing
import TestingRepository

@Suite("Damaged schedule files")
struct FuzzTests {
  /// Set `DYNO_REPORTS_FUZZ_SEED` to repeat a failure, and `DYNO_REPORTS_FUZZ_RUNS` for more cases.
  @Test("are either read or refused with issues at positions in the file")
  func damage() throws {
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["DYNO_REPORTS_FUZZ_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...UInt64.max)
    let runs = environment["DYNO_REPORTS_FUZZ_RUNS"].flatMap(Int.init) ?? 300
    print("fuzzing schedule files with DYNO_REPORTS_FUZZ_SEED=\(seed)")
    var random = Random(state: seed)
    let context = try makeContext()
    let originals = try Repository.sampleFiles().map {
      Array(try Repository.contents("schedules/\($0)").utf8)
    }

    for run in 0..<runs {
      var bytes = originals[run % originals.count]
      for _ in 0...Int.random(in: 0..<5, using: &random) { damage(&bytes, using: &random) }
      let file = ScheduleFile.parse(contents: bytes, file: "fuzz.yaml", context: context)

      let text = String(decoding: bytes, as: UTF8.self)
      let description = Comment("seed \(seed), run \(run):\n\(text)")
      #expect((file.schedules == nil) == !file.issues.isEmpty, description)
      #expect(file.issues == file.issues.sorted(), description)
      let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
      for issue in file.issues {
        #expect((1...lines + 1).contains(issue.line) && issue.column >= 1, description)
        #expect(issue.description.unicodeScalars.allSatisfy { $0.value >= 0x20 }, description)
        #expect(issue.description.utf8.count < 700, description)
      }
    }
  }

  /// Makes one change, such as a typo, an editor or a bad disk might cause.
  private func damage(_ bytes: inout [UInt8], using random: inout Random) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, place + Int.random(in: 1..<40, using: &random))
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0..<bytes.count, using: &random))
    case 3: bytes.insert(contentsOf: Self.marks.randomElement(using: &random)?.utf8 ?? "".utf8, at: place)
    case 4: duplicateLine(at: place, in: &bytes)
    default: bytes.removeSubrange(place...)
    }
  }

  private func duplicateLine(at place: Int, in bytes: inout [UInt8]) {
    let newline = UInt8(ascii: "\n")
    let start = bytes[..<place].lastIndex(of: newline).map { $0 + 1 } ?? 0
    let end = bytes[place...].firstIndex(of: newline).map { $0 + 1 } ?? bytes.count
    bytes.insert(contentsOf: bytes[start..<end], at: start)
  }

  private static let marks = [
    "&a ", "*a ", "<<: ", "!!int ", "!", "? ", "- ", ": ", "{", "}", "[", "]", ",", "\"", "'", "|", ">\n",
    "#",
    "\t", "\n", "\r", "\n---\n", "...\n", "%TAG ! x\n", "\0", "\u{FEFF}", "\u{2028}", "\u{E02A}", "\u{F0000}",
    "null", "~", "@", "`", "\\", "\"\\x41\": ", "\"\": ", "é", "🚀",
  ]
}

/// SplitMix64: a small generator that gives the same numbers for the same seed.
private struct Random: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
