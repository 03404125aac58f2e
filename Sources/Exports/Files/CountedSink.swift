/// Passes bytes on and counts them, together with those of other files.
final class CountedSink: FactSink {
  /// The number of bytes that several files have received, before compression.
  final class Count {
    fileprivate(set) var bytes = 0
  }

  private let sink: any FactSink
  private let count: Count

  init(_ sink: any FactSink, _ count: Count) {
    self.sink = sink
    self.count = count
  }

  func write(_ bytes: RawSpan) throws(FileSystemError) {
    try sink.write(bytes)
    count.bytes += bytes.byteCount
  }

  /// The other sink is finished by whoever made it.
  func finish() {}
}
