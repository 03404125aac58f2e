import Foundation

/// Random numbers that can be reproduced: the seed is printed, and DYNO_REPORTS_TEST_SEED sets it.
package struct SeededGenerator: RandomNumberGenerator {
  package let seed: UInt64
  private var state: UInt64

  /// - Parameter fixed: the seed if none is set; nil for another one each time.
  package init(for test: String = #function, fixed: UInt64? = nil) {
    let given = ProcessInfo.processInfo.environment["DYNO_REPORTS_TEST_SEED"].flatMap(UInt64.init)
    seed = given ?? fixed ?? UInt64.random(in: 0...999_999_999)
    state = seed
    print("\(test): DYNO_REPORTS_TEST_SEED=\(seed)")
  }

  /// Adds an odd constant to a counter and mixes the bits, well enough to choose test cases.
  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    for shift in [31, 29, 32] {
      mixed ^= mixed >> UInt64(shift)
      mixed &*= 0xd6e8_feb8_6659_fd93
    }
    return mixed
  }
}
