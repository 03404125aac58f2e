internal import CZlib

/// Decompresses a gzip file that another program may have written, piece by piece.
@safe package struct GzipReader: ~Copyable {
  package enum Failure: Error {
    /// It is not gzip, or is damaged or cut off.
    case damaged
    /// It has more bytes than were expected.
    case tooLong
  }

  private static var chunk: Int { 64 * 1024 }
  /// zlib keeps a pointer back to its stream, which therefore must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let output: UnsafeMutableRawBufferPointer
  private let limit: Int
  private var count = 0
  private var isAtEnd = false

  /// - Parameter limit: the number of decompressed bytes after which it stops: a small file can hold very many.
  package init(limit: Int) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    unsafe output = .allocate(byteCount: Self.chunk, alignment: 16)
    self.limit = limit
    let status = unsafe gzip_inflate_init(stream)
    // Fails only if memory is exhausted, which cannot be handled.
    precondition(status == Z_OK, "zlib cannot start: \(status)")
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
    unsafe output.deallocate()
  }

  /// - Parameter sink: receives the decompressed bytes, which are valid only during the call.
  /// - Throws: ``Failure``, and what the sink throws.
  package mutating func read(_ compressed: RawSpan, to sink: (RawSpan) throws -> Void) throws {
    guard compressed.byteCount > 0 else { return }
    // zlib reads the bytes only during this call.
    try unsafe compressed.withUnsafeBytes { bytes in
      unsafe stream.pointee.next_in = UnsafeMutablePointer(
        mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
      unsafe stream.pointee.avail_in = UInt32(bytes.count)
      while try inflateSome(to: sink) {}
    }
  }

  /// - Returns: whether more may follow from the bytes that were given.
  private mutating func inflateSome(to sink: (RawSpan) throws -> Void) throws -> Bool {
    if isAtEnd {
      // A file can have several members, one after the other.
      guard unsafe stream.pointee.avail_in > 0 else { return false }
      guard unsafe inflateReset(stream) == Z_OK else { throw Failure.damaged }
      isAtEnd = false
    }
    unsafe stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    unsafe stream.pointee.avail_out = UInt32(output.count)
    let status = unsafe inflate(stream, Z_NO_FLUSH)
    guard [Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(status) else { throw Failure.damaged }
    let produced = unsafe output.count - Int(stream.pointee.avail_out)
    count += produced
    guard count <= limit else { throw Failure.tooLong }
    if produced > 0 { try sink(unsafe RawSpan(_unsafeStart: output.baseAddress!, byteCount: produced)) }
    isAtEnd = status == Z_STREAM_END
    return unsafe isAtEnd || stream.pointee.avail_out == 0
  }

  /// - Throws: ``Failure`` if the file ended too early.
  package consuming func finish() throws {
    guard isAtEnd else { throw Failure.damaged }
  }
}
