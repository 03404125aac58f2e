import Foundation
import Testing

/// Waits until a condition holds, for as long as a slow machine may take.
func waitUntil(_ condition: () throws -> Bool) throws {
  for _ in 0..<1_500 {
    if try condition() { return }
    Thread.sleep(forTimeInterval: 0.02)
  }
  Issue.record("waited too long")
}
