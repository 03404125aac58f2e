internal import Gzip

/// A gzipped file. The bytes are counted and hashed both before and after compression.
final class GzippedFile: FactSink {
  struct Summary {
    let compressed: DigestSink.Summary
    let raw: DigestSink.Summary
  }

  private let file: ExportFile
  private var gzip: GzipWriter<FileSystemError>?
  private let raw = DigestSink()

  init(_ file: ExportFile, _ parameters: GzipParameters) {
    self.file = file
    gzip = GzipWriter(level: parameters.level) { (bytes) throws(FileSystemError) in try file.write(bytes) }
  }

  func write(_ bytes: RawSpan) throws(FileSystemError) {
    raw.write(bytes)
    try gzip?.write(bytes)
  }

  func finish() throws(FileSystemError) -> Summary {
    if let gzip = gzip.take() { try gzip.finish() }
    return Summary(compressed: try file.finish(), raw: raw.finish())
  }
}
