/// The issues of one file, collected while it is read.
///
/// Reading continues after an issue, so that the author of a file sees all issues at once.
struct IssueList {
  /// At most this many are shown, so that a file that is not a schedule file does not fill a log.
  static let limit = 100
  /// At most this many are collected. More than `limit`, because issues are not found in order of position.
  private static let collected = 10 * limit

  let file: String
  /// A set, because one issue can be found twice: a block mapping begins where its first key begins.
  private var found: Set<ScheduleIssue> = []

  init(file: String) {
    self.file = file
  }

  var isEmpty: Bool { found.isEmpty }

  mutating func report(_ message: String, at position: Position, hint: String? = nil) {
    guard found.count < Self.collected else { return }
    found.insert(
      ScheduleIssue(
        file: file, line: position.line, column: position.column, message: message, hint: hint))
  }

  /// By position; if there are very many, only the first ones.
  var sorted: [ScheduleIssue] {
    let all = found.sorted()
    guard all.count > Self.limit, let next = all.dropFirst(Self.limit - 1).first else { return all }
    let rest = ScheduleIssue(
      file: file, line: next.line, column: next.column, message: "more problems from here on",
      hint: "fix the first ones and check again")
    return all.prefix(Self.limit - 1) + [rest]
  }
}

extension IssueList {
  /// Reports that a value is not what it must be.
  mutating func mismatch(_ label: String, mustBe expected: String, not node: YAMLNode, hint: String? = nil) {
    report("\(label) must be \(expected), not \(node.appearance)", at: node.position, hint: hint)
  }
}
