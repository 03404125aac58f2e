internal import Foundation
internal import Synchronization

/// Hands the bytes to another sink on a thread of its own: while one file is compressed, the next rows are read
/// and formatted, and another file is compressed.
///
/// So many bytes wait at most that memory does not grow. An error of the other sink is thrown by the call that
/// comes after it.
final class BackgroundSink<Sink: FactSink>: FactSink where Sink.Summary: Sendable {
  private static var chunk: Int { 64 * 1024 }

  private let belt = Belt()
  private let result = SharedResult()
  private var buffer: [UInt8] = []
  private var isFinished = false

  init(_ sink: sending Sink) {
    buffer.reserveCapacity(2 * Self.chunk)
    let handed = Mutex<Sink?>(sink)
    let belt = belt
    let result = result
    let work = Work(handed)
    Thread.detachNewThread { work.run(belt, result) }
  }

  deinit { if !isFinished { belt.put(nil) } }

  func write(_ bytes: RawSpan) throws(FileSystemError) {
    unsafe bytes.withUnsafeBytes { unsafe buffer.append(contentsOf: $0) }
    if buffer.count >= Self.chunk { try flush() }
  }

  func finish() throws(FileSystemError) -> Sink.Summary {
    try flush()
    isFinished = true
    belt.put(nil)
    return try result.wait().get()
  }

  private func flush() throws(FileSystemError) {
    if let failure = result.failure { throw failure }
    belt.put(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// What the thread does.
  private final class Work: Sendable {
    private let sink: Mutex<Sink?>

    init(_ sink: consuming Mutex<Sink?>) { self.sink = sink }

    func run(_ belt: Belt, _ result: SharedResult) {
      let outcome = sink.withLock { sink -> Result<Sink.Summary, FileSystemError> in
        guard let sink = sink.take() else { preconditionFailure("a sink is worked for once") }
        do throws(FileSystemError) {
          while let bytes = belt.take() { try unsafe sink.write(bytes.span.bytes) }
          return .success(try sink.finish())
        } catch {
          return .failure(error)
        }
      }
      result.set(outcome)
      // Whoever still puts must not wait for ever.
      if case .failure = outcome { belt.close() }
    }
  }

  private final class SharedResult: Sendable {
    private let value = Mutex<Result<Sink.Summary, FileSystemError>?>(nil)
    private let isThere = DispatchSemaphore(value: 0)

    var failure: FileSystemError? {
      value.withLock { if case .failure(let error)? = $0 { error } else { nil } }
    }

    func set(_ result: Result<Sink.Summary, FileSystemError>) {
      value.withLock { $0 = result }
      isThere.signal()
    }

    func wait() -> Result<Sink.Summary, FileSystemError> {
      isThere.wait()
      guard let value = value.withLock({ $0 }) else { preconditionFailure("it was set before") }
      return value
    }
  }
}

/// Chunks of bytes on their way from one thread to another; nil is the end.
private final class Belt: Sendable {
  private let chunks = Mutex<[[UInt8]?]>([])
  private let items = DispatchSemaphore(value: 0)
  private let spaces = DispatchSemaphore(value: 8)

  func put(_ chunk: [UInt8]?) {
    if chunk != nil { spaces.wait() }
    chunks.withLock { $0.append(chunk) }
    items.signal()
  }

  func take() -> [UInt8]? {
    items.wait()
    let chunk = chunks.withLock { $0.removeFirst() }
    if chunk != nil { spaces.signal() }
    return chunk
  }

  /// Takes everything that comes, until the end.
  func close() {
    while take() != nil {}
  }
}
