internal import Dispatch
internal import Synchronization

/// A bounded queue of byte chunks between two threads; nil marks the end.
final class ChunkQueue: Sendable {
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

  /// Discards all chunks until the end.
  func close() {
    while take() != nil {}
  }
}
