/// What was found in a tenant's tree: how much was checked, and the problems.
package struct Finding: Sendable {
  /// A difference from what was published.
  package struct Problem: Sendable, Hashable {
    /// Relative to the tenant's folder; empty if the problem concerns the whole tree.
    package let path: String
    package let message: String
    /// Whether `export` can mend it.
    let isRepairable: Bool
  }

  package var files = 0
  package var bytes = 0
  package var problems: [Problem] = []
  /// Whether `export` can mend any of the problems.
  package var isRepairable: Bool { problems.contains(where: \.isRepairable) }

  init() {}

  /// For a tree that could not be checked.
  package init(problem: String, isRepairable: Bool = true) {
    problems = [Problem(path: "", message: problem, isRepairable: isRepairable)]
  }

  mutating func report(_ path: String, _ message: String, isRepairable: Bool = true) {
    problems.append(Problem(path: path, message: message, isRepairable: isRepairable))
  }
}
