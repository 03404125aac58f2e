internal import CZlib

/// A piece of a gzip member, compressed without waiting for the pieces before it.
struct DeflatedBlock: Sendable {
  let compressed: [UInt8]
  let checksum: Checksum

  /// How far back deflate looks for repetitions, in bytes.
  static let window = 32 * 1024

  /// - Parameters:
  ///   - raw: not empty, unless it is the last block.
  ///   - dictionary: the last ``window`` bytes before it, where repetitions are looked for as if there was only one piece.
  ///   - isLast: whether it ends the member. Any other ends at a whole byte, so that the next one can follow.
  init(_ raw: [UInt8], after dictionary: [UInt8], level: Int, isLast: Bool) {
    checksum = Checksum(raw)
    var stream = unsafe z_stream()
    let status = unsafe raw_deflate_init(&stream, Int32(level))
    // Fails only if memory is exhausted or the level is invalid. Neither can be handled.
    precondition(status == Z_OK, "zlib cannot start: \(status)")
    defer { unsafe deflateEnd(&stream) }
    if !dictionary.isEmpty {
      unsafe deflateSetDictionary(&stream, dictionary, UInt32(dictionary.count))
    }
    // What zlib promises, and the end at a whole byte, which it does not count.
    let bound = unsafe Int(deflateBound(&stream, UInt(raw.count))) + 16
    let block = unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      let status = unsafe raw.withUnsafeBufferPointer { input in
        unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(output.count)
        return unsafe deflate(&stream, isLast ? Z_FINISH : Z_SYNC_FLUSH)
      }
      precondition(
        unsafe status == (isLast ? Z_STREAM_END : Z_OK) && stream.avail_out > 0,
        "zlib needs more space than it said")
      count = unsafe output.count - Int(stream.avail_out)
    }
    // Without the space that was not needed.
    var compressed: [UInt8] = []
    compressed.reserveCapacity(block.count)
    compressed += block
    self.compressed = compressed
  }
}
