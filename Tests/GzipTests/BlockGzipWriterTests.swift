import Foundation
import Testing
import TestingDatabase
import TestingRepository

@testable import Gzip

/// Members that are compressed in blocks, read by the program that everybody has.
struct BlockGzipWriterTests {
  private static let blockBytes = 64 * 1024
  private let folder = TemporaryFolder()

  private func inBlocks(_ bytes: [UInt8], writing pieces: [Int]? = nil) -> (member: [UInt8], blocks: Int) {
    var member: [UInt8] = []
    let writer = BlockGzipWriter<Never>(level: 6, blockBytes: Self.blockBytes) {
      unsafe $0.withUnsafeBytes { unsafe member.append(contentsOf: $0) }
    }
    var done = 0
    for piece in pieces ?? [bytes.count] {
      unsafe writer.write(Array(bytes[done..<done + piece]).span.bytes)
      done += piece
    }
    writer.finish()
    return (member, writer.blocks)
  }

  private func inOnePiece(_ bytes: [UInt8]) -> [UInt8] {
    var member: [UInt8] = []
    let writer = GzipWriter<Never> { unsafe $0.withUnsafeBytes { unsafe member.append(contentsOf: $0) } }
    unsafe writer.write(bytes.span.bytes)
    writer.finish()
    return member
  }

  private func read(_ member: [UInt8]) throws -> Data {
    let path = folder.path + "/\(UUID().uuidString)"
    try Data(member).write(to: URL(filePath: path + ".gz"))
    #expect(try Shell.status("gzip", "-d", path + ".gz") == 0)
    return try Data(contentsOf: URL(filePath: path))
  }

  /// Lines like those of a file: much that repeats, and some that does not.
  private func lines(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
    Array(
      (0..<count).map { "\($0),acme,2026-10-01,\(UInt32.random(in: 0...9_999_999, using: &random)).00\n" }
        .joined().utf8)
  }

  @Test(
    "Sizes about the ends of blocks",
    arguments: [
      (0, 1), (1, 1), (65_535, 1), (65_536, 1), (65_537, 2), (131_072, 2), (131_073, 3), (700_000, 11),
    ])
  func size(bytes: Int, blocks: Int) throws {
    var random = SeededGenerator(fixed: 27)
    // Bytes that repeat nothing, which grow by compression.
    let noise = (0..<bytes).map { _ in UInt8.random(in: 0...255, using: &random) }
    for content in [noise, Array(lines(bytes / 20, &random).prefix(bytes))] where content.count == bytes {
      let written = inBlocks(content)
      #expect(written.blocks == blocks)
      #expect(try read(written.member) == Data(content))
    }
  }

  @Test func aFileOfOneBlockIsCompressedAsBefore() {
    var random = SeededGenerator(fixed: 28)
    for count in [0, 1, 500] {
      let content = lines(count, &random)
      #expect(inBlocks(content).member == inOnePiece(content))
    }
  }

  @Test func theBytesDoNotDependOnHowTheyAreWritten() {
    var random = SeededGenerator()
    let content = lines(20_000, &random)
    let whole = inBlocks(content)
    #expect(whole.blocks > 8)
    for _ in 0..<5 {
      var pieces: [Int] = []
      var rest = content.count
      while rest > 0 {
        pieces.append(min(Int.random(in: 0...200_000, using: &random), rest))
        rest -= pieces[pieces.count - 1]
      }
      #expect(inBlocks(content, writing: pieces).member == whole.member)
    }
  }

  @Test func blocksCostLittle() {
    var random = SeededGenerator()
    let content = lines(40_000, &random)
    #expect(Double(inBlocks(content).member.count) < 1.01 * Double(inOnePiece(content).count))
  }

  private struct Full: Error {}

  @Test func anErrorOfTheSinkIsThrown() {
    var random = SeededGenerator(fixed: 29)
    let content = lines(40_000, &random)
    let writer = BlockGzipWriter<Full>(level: 6, blockBytes: Self.blockBytes) { (_) throws(Full) in
      throw Full()
    }
    #expect(throws: Full.self) {
      try unsafe writer.write(content.span.bytes)
      try writer.finish()
    }
  }
}
