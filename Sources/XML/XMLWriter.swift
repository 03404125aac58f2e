internal import CLibXML2

/// Writes one XML document to a sink, piece by piece, with libxml2.
///
/// ``finish()`` consumes the writer. An error of the sink ends the document, and is thrown by the call in
/// which it occurs.
@safe package struct XMLWriter: ~Copyable {
  package enum Failure: Error, CustomStringConvertible {
    case library

    package var description: String { "libxml2 could not write the document" }
  }

  /// The state of libxml2's callback. It is a class, so that C can hold a pointer to it.
  private final class Output {
    let sink: (RawSpan) throws -> Void
    var failure: (any Error)?

    init(_ sink: @escaping (RawSpan) throws -> Void) { self.sink = sink }
  }

  private let writer: OpaquePointer
  private let output: Output

  /// Begins a UTF-8 document.
  ///
  /// - Parameter indented: whether to write one element per line, for people. Only for documents without
  ///   mixed content.
  package init(indented: Bool = false, sink: @escaping (RawSpan) throws -> Void) {
    let output = Output(sink)
    let buffer = unsafe xmlOutputBufferCreateIO(
      { context, bytes, count in
        let output = unsafe Unmanaged<Output>.fromOpaque(context!).takeUnretainedValue()
        guard output.failure == nil else { return -1 }
        do {
          if let bytes = unsafe bytes {
            try output.sink(unsafe RawSpan(_unsafeStart: bytes, byteCount: Int(count)))
          }
          return count
        } catch {
          output.failure = error
          return -1
        }
      },
      { context in
        unsafe Unmanaged<Output>.fromOpaque(context!).release()
        return 0
      },
      Unmanaged.passRetained(output).toOpaque(), nil)
    // Both fail only if memory is exhausted, which Linux does not report.
    unsafe writer = xmlNewTextWriter(buffer)!
    self.output = output
    if indented {
      unsafe xmlTextWriterSetIndent(writer, 1)
      unsafe xmlTextWriterSetIndentString(writer, "  ")
    }
    if unsafe xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil) < 0 {
      output.failure = Failure.library
    }
  }

  deinit { unsafe xmlFreeTextWriter(writer) }

  package func startElement(_ name: StaticName) throws {
    try check(unsafe xmlTextWriterStartElement(writer, name.pointer))
  }

  package func attribute(_ name: String, _ value: String) throws {
    try check(unsafe xmlTextWriterWriteAttribute(writer, name, value))
  }

  /// Writes character data, with `<`, `>`, `&` and carriage returns escaped. The text must end with a NUL.
  package func text(_ characters: UnsafePointer<UInt8>) throws {
    try check(unsafe xmlTextWriterWriteString(writer, characters))
  }

  /// Writes whole elements as they are: many at once, because libxml2 takes longer for an element than for its bytes.
  package func markup(_ bytes: RawSpan) throws {
    try unsafe bytes.withUnsafeBytes { bytes in
      try check(
        unsafe xmlTextWriterWriteRawLen(
          writer, bytes.bindMemory(to: UInt8.self).baseAddress, Int32(bytes.count)))
    }
  }

  package func endElement() throws {
    try check(unsafe xmlTextWriterEndElement(writer))
  }

  /// Closes all open elements and passes the remaining bytes to the sink.
  package consuming func finish() throws {
    try check(unsafe xmlTextWriterEndDocument(writer))
    try check(unsafe xmlTextWriterFlush(writer))
  }

  private func check(_ status: Int32) throws {
    if let failure = output.failure { throw failure }
    guard status >= 0 else { throw Failure.library }
  }
}
