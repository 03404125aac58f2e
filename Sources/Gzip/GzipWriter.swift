internal import CZlib

/// Compresses bytes into one gzip member without a file name or time, or into what other formats such as zip put between headers
/// of their own. With the same zlib version, the same bytes give the same result.
///
/// ``finish()`` consumes the writer.
@safe package struct GzipWriter<Failure: Error>: ~Copyable {
  package typealias Sink = (RawSpan) throws(Failure) -> Void

  /// What is written around the compressed bytes.
  package enum Framing {
    /// Gzip's header and trailer.
    case gzip
    case none
  }

  private static var chunk: Int { 64 * 1024 }
  /// zlib keeps a pointer back to its stream, which therefore must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let output: UnsafeMutableRawBufferPointer
  private let sink: Sink

  /// - Parameters:
  ///   - level: 1 (fast) to 9 (small).
  ///   - sink: receives the compressed bytes, which are valid only during the call.
  package init(level: Int = 6, framing: Framing = .gzip, sink: @escaping Sink) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    unsafe output = .allocate(byteCount: Self.chunk, alignment: 16)
    self.sink = sink
    let status =
      switch framing {
      case .gzip: unsafe gzip_deflate_init(stream, Int32(level))
      case .none: unsafe raw_deflate_init(stream, Int32(level))
      }
    // Fails only if memory is exhausted or the level is invalid. Neither can be handled.
    precondition(status == Z_OK, "zlib cannot start: \(status)")
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
    unsafe output.deallocate()
  }

  package func write(_ bytes: RawSpan) throws(Failure) {
    guard bytes.byteCount > 0 else { return }
    // zlib reads the bytes only during this call.
    try unsafe bytes.withUnsafeBytes { (bytes) throws(Failure) in
      unsafe stream.pointee.next_in = UnsafeMutablePointer(
        mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
      unsafe stream.pointee.avail_in = UInt32(bytes.count)
      try deflateAll(Z_NO_FLUSH)
    }
  }

  /// Writes the remaining bytes and the trailer.
  package consuming func finish() throws(Failure) {
    unsafe stream.pointee.next_in = nil
    unsafe stream.pointee.avail_in = 0
    try deflateAll(Z_FINISH)
  }

  private func deflateAll(_ flush: Int32) throws(Failure) {
    repeat {
      unsafe stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
      unsafe stream.pointee.avail_out = UInt32(output.count)
      let status = unsafe deflate(stream, flush)
      precondition(status != Z_STREAM_ERROR, "zlib's stream was overwritten")
      let produced = unsafe output.count - Int(stream.pointee.avail_out)
      if produced > 0 { try sink(unsafe RawSpan(_unsafeStart: output.baseAddress!, byteCount: produced)) }
    } while unsafe stream.pointee.avail_out == 0
  }
}
