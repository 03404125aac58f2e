internal import Foundation

/// Keeps the bytes of a small file.
final class MemorySink: FactSink {
  private var bytes: [UInt8] = []

  func write(_ bytes: RawSpan) { unsafe bytes.withUnsafeBytes { unsafe self.bytes.append(contentsOf: $0) } }
  func finish() -> [UInt8] { bytes }
}
