import Foundation
import Testing

@testable import Exports

struct BackgroundSinkTests {
  /// Keeps the bytes in memory. Fails after `limit` bytes.
  private final class Memory: FactSink {
    private var bytes: [UInt8] = []
    private let limit: Int

    init(limit: Int = .max) { self.limit = limit }

    func write(_ more: RawSpan) throws(FileSystemError) {
      unsafe more.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
      if bytes.count > limit {
        errno = ENOSPC
        throw FileSystemError("write", "memory")
      }
    }

    func finish() -> [UInt8] { bytes }
  }

  @Test func allBytesArriveInOrder() throws {
    let sink = BackgroundSink(Memory())
    var expected: [UInt8] = []
    // Several times the capacity of the queue, in pieces of many sizes.
    for size in 0..<3_000 {
      let piece = [UInt8](repeating: UInt8(truncatingIfNeeded: size), count: size)
      try unsafe sink.write(piece.span.bytes)
      expected += piece
    }
    #expect(try sink.finish() == expected)
  }

  @Test func emptyInputGivesEmptyOutput() throws {
    #expect(try BackgroundSink(Memory()).finish().isEmpty)
  }

  @Test func anErrorIsThrownAndTheWriterDoesNotHang() throws {
    let sink = BackgroundSink(Memory(limit: 100_000))
    let piece = [UInt8](repeating: 1, count: 10_000)
    let error = #expect(throws: FileSystemError.self) {
      for _ in 0..<10_000 { try unsafe sink.write(piece.span.bytes) }
      _ = try sink.finish()
    }
    #expect(error?.code == ENOSPC)
  }

  /// It is written when it is finished, without a thread.
  @Test func anErrorOfASmallFileIsThrown() throws {
    let sink = BackgroundSink(Memory(limit: 10))
    try unsafe sink.write([UInt8](repeating: 1, count: 11).span.bytes)
    #expect(throws: FileSystemError.self) { try sink.finish() }
  }

  @Test func anAbandonedSinkEndsItsThread() throws {
    for _ in 0..<200 {
      let sink = BackgroundSink(Memory())
      // Enough for a thread.
      try unsafe sink.write([UInt8](repeating: 1, count: 300_000).span.bytes)
    }
    // The number of threads of this process, as the kernel reports it.
    func threads() throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
    }
    for _ in 0..<200 where try threads() > 100 { Thread.sleep(forTimeInterval: 0.02) }
    #expect(try threads() < 150)
  }
}
