import Foundation
import Testing
import TestingDatabase
import TestingRepository

@testable import Gzip

/// Members that are compressed in blocks, read by the program that everybody has.
struct BlockGzipWriterTests {
  private static let blockBytes = 64 * 1024
  private let folder = TemporaryFolder()

  private func inBlocks(
    _ bytes: [UInt8], writing pieces: [Int]? = nil, blockBytes: Int = Self.blockBytes, level: Int = 6
  ) -> (member: [UInt8], blocks: Int) {
    var member: [UInt8] = []
    let writer = BlockGzipWriter<Never>(level: level, blockBytes: blockBytes) {
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

  private func inOnePiece(_ bytes: [UInt8], level: Int = 6) -> [UInt8] {
    var member: [UInt8] = []
    let writer = GzipWriter<Never>(level: level) {
      unsafe $0.withUnsafeBytes { unsafe member.append(contentsOf: $0) }
    }
    for start in stride(from: 0, to: bytes.count, by: 50_000) {
      unsafe writer.write(Array(bytes[start..<min(start + 50_000, bytes.count)]).span.bytes)
    }
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

  /// Up to the last byte of a block, at all levels, and as earlier programs wrote them: in pieces.
  @Test("A file of one block is compressed as before", arguments: [0, 1, 65_535, 65_536, 524_287, 524_288])
  func oneBlock(bytes: Int) {
    var random = SeededGenerator(fixed: 28)
    let content = Array(lines(bytes / 20, &random).prefix(bytes))
    for level in [1, 6, 9] {
      let written = inBlocks(content, blockBytes: 524_288, level: level)
      #expect(written.blocks == 1 && written.member == inOnePiece(content, level: level))
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
