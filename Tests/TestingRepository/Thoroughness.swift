import Foundation

/// How much of what takes long a run of the tests tries: usually a part, others each time; `scripts/thorough` tries all.
package enum Thoroughness {
  package static let isFull = !(ProcessInfo.processInfo.environment["DYNO_REPORTS_THOROUGH"] ?? "").isEmpty

  /// One case in so many, evenly spread. Which ones, the printed seed says.
  package static func sample<Case>(of cases: [Case], oneIn step: Int, for test: String) -> [Case] {
    if isFull { return cases }
    var generator = SeededGenerator(for: test)
    let first = Int.random(in: 0..<step, using: &generator)
    return stride(from: first, to: cases.count, by: step).map { cases[$0] }
  }

  /// How many random cases are tried.
  package static func count<Number: BinaryInteger>(_ usual: Number, full: Number) -> Number {
    isFull ? full : usual
  }
}
