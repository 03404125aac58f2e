internal import CZlib

/// Compresses bytes into one gzip member without name or time: the same bytes give the same member, with
/// the same zlib.
///
/// The writer cannot be used after ``finish()``: it is consumed.
@safe package struct GzipWriter<Failure: Error>: ~Copyable {
  package typealias Sink = (RawSpan) throws(Failure) -> Void

  private static var chunk: Int { 64 * 1024 }
  /// zlib keeps a pointer back to its stream, which therefore must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let output: UnsafeMutableRawBufferPointer
  private let sink: Sink

  /// - Parameters:
  ///   - level: 1 (fast) to 9 (small).
  ///   - sink: takes the compressed bytes; they are valid during the call only.
  package init(level: Int = 6, sink: @escaping Sink) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    unsafe output = .allocate(byteCount: Self.chunk, alignment: 16)
    self.sink = sink
    let status = unsafe gzip_deflate_init(stream, Int32(level))
    // It fails for want of memory or a wrong level only: neither leaves anything to do.
    precondition(status == Z_OK, "zlib cannot start: \(status)")
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
    unsafe output.deallocate()
  }

  package func write(_ bytes: RawSpan) throws(Failure) {
    guard bytes.byteCount > 0 else { return }
    // zlib reads the bytes within this call only.
    try unsafe bytes.withUnsafeBytes { (bytes) throws(Failure) in
      unsafe stream.pointee.next_in = UnsafeMutablePointer(
        mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
      unsafe stream.pointee.avail_in = UInt32(bytes.count)
      try deflateAll(Z_NO_FLUSH)
    }
  }

  /// Writes what is left, and the trailer.
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
