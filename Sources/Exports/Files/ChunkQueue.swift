internal import Foundation
internal import Synchronization

/// Chunks of bytes on their way from one thread to another; nil is the end.
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

  /// Takes everything that comes, until the end.
  func close() {
    while take() != nil {}
  }
}
