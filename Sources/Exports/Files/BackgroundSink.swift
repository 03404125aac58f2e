internal import Dispatch
internal import Synchronization
internal import Threads

/// Passes the bytes to another sink on a separate thread, while the next rows are read and formatted. A small file gets no
/// thread: it is passed on when it is finished. Nor does a large one, if the system gives none.
///
/// The queue between the threads is bounded, so memory use stays constant. An error of the other sink is
/// thrown by a later call.
final class BackgroundSink<Sink: FactSink>: FactSink where Sink.Summary: Sendable {
  private static var chunk: Int { 64 * 1024 }
  /// In bytes. To compress fewer takes less time than a thread saves.
  private static var largestSmallFile: Int { 256 * 1024 }

  private let work: Work
  private let queue = ChunkQueue()
  private let result = SharedResult()
  private var buffer: [UInt8] = []
  private var hasThread = false
  private var isFinished = false

  init(_ sink: sending Sink) { work = Work(Mutex(sink)) }

  deinit { if hasThread, !isFinished { queue.put(nil) } }

  func write(_ bytes: RawSpan) throws(FileSystemError) {
    unsafe bytes.withUnsafeBytes { unsafe buffer.append(contentsOf: $0) }
    if buffer.count >= (hasThread ? Self.chunk : Self.largestSmallFile) { try flush() }
  }

  func finish() throws(FileSystemError) -> Sink.Summary {
    guard hasThread else {
      var rest = Optional(buffer)
      return try work.run { rest.take() }.get()
    }
    try flush()
    isFinished = true
    queue.put(nil)
    return try result.wait().get()
  }

  private func flush() throws(FileSystemError) {
    if !hasThread { startThread() }
    if hasThread {
      if let failure = result.failure { throw failure }
      queue.put(buffer)
    } else {
      try work.write(buffer)
    }
    buffer = []
    buffer.reserveCapacity(2 * Self.chunk)
  }

  private func startThread() {
    let (work, queue, result) = (work, queue, result)
    hasThread = SystemThread.start { work.run(queue, result) }
  }

  private final class Work: Sendable {
    private let sink: Mutex<Sink?>

    init(_ sink: consuming Mutex<Sink?>) { self.sink = sink }

    func write(_ bytes: [UInt8]) throws(FileSystemError) {
      try sink.withLock { (sink) throws(FileSystemError) in try unsafe sink?.write(bytes.span.bytes) }
    }

    /// Runs on the separate thread.
    func run(_ queue: ChunkQueue, _ result: SharedResult) {
      let outcome = run { queue.take() }
      result.set(outcome)
      // Otherwise the writer could wait for ever for space in the queue.
      if case .failure = outcome { queue.close() }
    }

    /// - Parameter next: the bytes that follow, nil at the end.
    func run(_ next: () -> [UInt8]?) -> Result<Sink.Summary, FileSystemError> {
      sink.withLock { sink -> Result<Sink.Summary, FileSystemError> in
        guard let sink = sink.take() else { preconditionFailure("the sink was already taken") }
        do throws(FileSystemError) {
          while let bytes = next() { try unsafe sink.write(bytes.span.bytes) }
          return .success(try sink.finish())
        } catch {
          return .failure(error)
        }
      }
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
