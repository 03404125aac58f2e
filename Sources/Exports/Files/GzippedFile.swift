internal import Gzip

/// A gzipped file. The bytes are counted and hashed both before and after compression.
final class GzippedFile: FactSink {
  struct Summary {
    let compressed: DigestSink.Summary
    let raw: DigestSink.Summary
    /// What is to be recorded.
    let gzip: GzipParameters
  }

  private let file: ExportFile
  private let parameters: GzipParameters
  // One of the two.
  private var stream: GzipWriter<FileSystemError>?
  private var blocks: BlockGzipWriter<FileSystemError>?
  private let raw = DigestSink()

  init(_ file: ExportFile, _ parameters: GzipParameters) {
    self.file = file
    self.parameters = parameters
    if let blockBytes = parameters.blockBytes {
      blocks = BlockGzipWriter(level: parameters.level, blockBytes: blockBytes) {
        (bytes) throws(FileSystemError) in try file.write(bytes)
      }
    } else {
      stream = GzipWriter(level: parameters.level) { (bytes) throws(FileSystemError) in try file.write(bytes)
      }
    }
  }

  func write(_ bytes: RawSpan) throws(FileSystemError) {
    raw.write(bytes)
    try stream?.write(bytes)
    try blocks?.write(bytes)
  }

  func finish() throws(FileSystemError) -> Summary {
    if let stream = stream.take() { try stream.finish() }
    try blocks?.finish()
    let isOnePiece = blocks?.blocks ?? 1 == 1
    return Summary(
      compressed: try file.finish(), raw: raw.finish(),
      gzip: isOnePiece ? GzipParameters(level: parameters.level, blockBytes: nil) : parameters)
  }
}
