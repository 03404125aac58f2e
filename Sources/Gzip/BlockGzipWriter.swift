internal import Dispatch
internal import Foundation
internal import Synchronization
internal import Threads

/// Compresses bytes into one gzip member without a file name or time, in blocks of a fixed size, on all processors. With the same
/// version of zlib, the same bytes and the same size of blocks give the same member, on any number of processors; bytes that fit
/// into one block give that of ``GzipWriter``. At the end of larger ones, each block knows what came before it, so they grow by much
/// less than a hundredth.
package final class BlockGzipWriter<Failure: Error> {
  package typealias Sink = (RawSpan) throws(Failure) -> Void

  /// No name, no time, made on Unix: what zlib writes.
  private var header: [UInt8] {
    let speed: UInt8 =
      switch level {
      case 1: 4
      case 9: 2
      default: 0
      }
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, speed, 3]
  }

  private let level: Int
  private let blockBytes: Int
  /// How many blocks may be under way at once, which bounds the memory. Rows are not formatted faster than four processors
  /// compress them.
  private let depth = min(ProcessInfo.processInfo.activeProcessorCount, 4) + 1
  private let sink: Sink
  private var block: [UInt8] = []
  /// The end of the block before.
  private var dictionary: [UInt8] = []
  private var compressing: [Compression] = []
  private var checksum = Checksum([])
  /// How many blocks the bytes took so far.
  package private(set) var blocks = 0

  /// - Parameters:
  ///   - level: 1 (fast) to 9 (small).
  ///   - blockBytes: of each block but the last one, before compression; one of ``BlockGzip/sizes``.
  ///   - sink: receives the compressed bytes, which are valid only during the call, in order and on the caller's thread.
  package init(level: Int, blockBytes: Int, sink: @escaping Sink) {
    precondition(
      (1...9).contains(level) && BlockGzip.sizes.contains(blockBytes), "zlib cannot compress like this")
    self.level = level
    self.blockBytes = blockBytes
    self.sink = sink
  }

  package func write(_ bytes: RawSpan) throws(Failure) {
    var rest = bytes
    while rest.byteCount > 0 {
      // Only now, because the last block must not be empty.
      if block.count == blockBytes { try compressBlock() }
      let taken = min(rest.byteCount, blockBytes - block.count)
      unsafe rest.extracting(first: taken).withUnsafeBytes { unsafe block.append(contentsOf: $0) }
      rest = rest.extracting(droppingFirst: taken)
    }
  }

  /// Writes the remaining bytes and the trailer. Nothing can be written afterwards.
  package func finish() throws(Failure) {
    let last = DeflatedBlock(block, after: dictionary, level: level, isLast: true)
    while !compressing.isEmpty { try passOn(compressing.removeFirst().wait()) }
    try passOn(last)
    var trailer: [UInt8] = []
    for value in [checksum.crc32, UInt32(truncatingIfNeeded: checksum.count)] {
      unsafe withUnsafeBytes(of: value.littleEndian) { unsafe trailer += $0 }
    }
    try unsafe sink(trailer.span.bytes)
  }

  private func compressBlock() throws(Failure) {
    if compressing.count == depth { try passOn(compressing.removeFirst().wait()) }
    compressing.append(Compression(block, after: dictionary, level: level))
    dictionary = Array(block.suffix(DeflatedBlock.window))
    block = []
    block.reserveCapacity(blockBytes)
  }

  private func passOn(_ next: DeflatedBlock) throws(Failure) {
    if blocks == 0 { try unsafe sink(header.span.bytes) }
    try unsafe sink(next.compressed.span.bytes)
    checksum.add(next.checksum)
    blocks += 1
  }

  /// A block that another thread compresses, or the caller's, if the system gives none.
  private final class Compression: Sendable {
    private let block = Mutex<DeflatedBlock?>(nil)
    private let isDone = DispatchSemaphore(value: 0)

    init(_ raw: [UInt8], after dictionary: [UInt8], level: Int) {
      if !SystemThread.start({ self.compress(raw, after: dictionary, level: level) }) {
        compress(raw, after: dictionary, level: level)
      }
    }

    private func compress(_ raw: [UInt8], after dictionary: [UInt8], level: Int) {
      let compressed = DeflatedBlock(raw, after: dictionary, level: level, isLast: false)
      block.withLock { $0 = compressed }
      isDone.signal()
    }

    func wait() -> DeflatedBlock {
      isDone.wait()
      guard let block = block.withLock({ $0 }) else { preconditionFailure("there is no block yet") }
      return block
    }
  }
}
