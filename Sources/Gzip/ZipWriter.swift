/// Writes a zip archive from its beginning to its end: files are compressed as their bytes arrive, and nothing is kept. All have the
/// time 1980-01-01, the earliest that an archive can hold. With the same zlib version, the same files give the same archive.
///
/// Sizes stand after each file, because they are not known before; so readers need the list at the end of the archive.
package final class ZipWriter {
  package typealias Sink = (RawSpan) throws -> Void

  package struct TooLarge: Error, CustomStringConvertible {
    package let description = "a zip archive and each of its files must be smaller than 4 GiB"
  }

  private struct Entry {
    let name: [UInt8]
    let offset: UInt32
    var checksum = Checksum([])
    var compressedSize: UInt32 = 0
  }

  /// Counts what is written. An object of its own, so that a compressor that holds it does not hold the writer.
  private final class Output {
    private(set) var count = 0
    private let sink: Sink

    init(_ sink: @escaping Sink) { self.sink = sink }

    func write(_ bytes: RawSpan) throws {
      try sink(bytes)
      count += bytes.byteCount
    }

    func write(_ record: ZipRecord) throws { try unsafe write(record.bytes.span.bytes) }
  }

  private let output: Output
  private let level: Int
  private var entries: [Entry] = []
  /// Where the bytes of the open file begin.
  private var begin = 0
  /// nil between files.
  private var compressor: GzipWriter<any Error>?

  /// - Parameters:
  ///   - level: 1 (fast) to 9 (small).
  ///   - sink: receives the archive's bytes, which are valid only during the call.
  package init(level: Int = 6, sink: @escaping Sink) {
    self.level = level
    output = Output(sink)
  }

  /// Begins a file. The one before must be closed.
  ///
  /// - Parameter name: its path in the archive, in ASCII.
  package func open(_ name: String) throws {
    precondition(compressor == nil, "a file is open")
    let entry = Entry(name: Array(name.utf8), offset: try Self.size(output.count))
    try output.write(.localHeader(name: entry.name))
    entries.append(entry)
    begin = output.count
    let output = output
    compressor = GzipWriter(level: level, framing: .none) { try output.write($0) }
  }

  /// Adds bytes to the open file.
  package func write(_ bytes: RawSpan) throws {
    entries[entries.count - 1].checksum.add(bytes)
    try compressor!.write(bytes)
  }

  /// Ends the open file.
  ///
  /// - Throws: ``TooLarge``, and what the sink throws.
  package func close() throws {
    guard let compressor = compressor.take() else { preconditionFailure("no file is open") }
    try compressor.finish()
    let last = entries.count - 1
    entries[last].compressedSize = try Self.size(output.count - begin)
    try output.write(
      .dataDescriptor(
        crc32: entries[last].checksum.crc32, compressedSize: entries[last].compressedSize,
        size: try Self.size(entries[last].checksum.count)))
  }

  /// Writes the list of the files. Nothing can be added afterwards.
  ///
  /// - Throws: ``TooLarge``, and what the sink throws.
  package func finish() throws {
    let offset = try Self.size(output.count)
    for entry in entries {
      try output.write(
        .directoryEntry(
          name: entry.name, crc32: entry.checksum.crc32, compressedSize: entry.compressedSize,
          size: try Self.size(entry.checksum.count), offset: entry.offset))
    }
    try output.write(
      .directoryEnd(entries: entries.count, size: try Self.size(output.count) - offset, offset: offset))
  }

  /// What a field of the format can hold. Its greatest value means that the size stands elsewhere.
  private static func size(_ count: Int) throws(TooLarge) -> UInt32 {
    guard let size = UInt32(exactly: count), size < .max else { throw TooLarge() }
    return size
  }
}
