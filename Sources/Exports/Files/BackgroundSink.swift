internal import Foundation
internal import Synchronization

/// Passes the bytes to another sink on a separate thread. Files are compressed in parallel, while the next
/// rows are read and formatted.
///
/// The queue between the threads is bounded, so memory use stays constant. An error of the other sink is
/// thrown by a later call.
final class BackgroundSink<Sink: FactSink>: FactSink where Sink.Summary: Sendable {
  private static var chunk: Int { 64 * 1024 }

  private let queue = ChunkQueue()
  private let result = SharedResult()
  private var buffer: [UInt8] = []
  private var isFinished = false

  init(_ sink: sending Sink) {
    buffer.reserveCapacity(2 * Self.chunk)
    let handed = Mutex<Sink?>(sink)
    let queue = queue
    let result = result
    let work = Work(handed)
    Thread.detachNewThread { work.run(queue, result) }
  }

  deinit { if !isFinished { queue.put(nil) } }

  func write(_ bytes: RawSpan) throws(FileSystemError) {
    unsafe bytes.withUnsafeBytes { unsafe buffer.append(contentsOf: $0) }
    if buffer.count >= Self.chunk { try flush() }
  }

  func finish() throws(FileSystemError) -> Sink.Summary {
    try flush()
    isFinished = true
    queue.put(nil)
    return try result.wait().get()
  }

  private func flush() throws(FileSystemError) {
    if let failure = result.failure { throw failure }
    queue.put(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Runs on the separate thread.
  private final class Work: Sendable {
    private let sink: Mutex<Sink?>

    init(_ sink: consuming Mutex<Sink?>) { self.sink = sink }

    func run(_ queue: ChunkQueue, _ result: SharedResult) {
      let outcome = sink.withLock { sink -> Result<Sink.Summary, FileSystemError> in
        guard let sink = sink.take() else { preconditionFailure("the sink was already taken") }
        do throws(FileSystemError) {
          while let bytes = queue.take() { try unsafe sink.write(bytes.span.bytes) }
          return .success(try sink.finish())
        } catch {
          return .failure(error)
        }
      }
      result.set(outcome)
      // Otherwise the writer could wait for ever for space in the queue.
      if case .failure = outcome { queue.close() }
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
      guard let value = value.withLock({ $0 }) else { preconditionFailure("there is no result yet") }
      return value
    }
  }
}
