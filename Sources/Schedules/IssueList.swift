/// The issues of one file, collected while it is read.
///
/// Reading goes on after an issue: whoever writes a schedule file sees everything that is wrong at once.
struct IssueList {
  /// More than this many are not shown: a file that is no schedule file at all must not fill a log.
  static let limit = 100
  /// More than this many are not even collected, though in what order they are found is not by position.
  private static let collected = 10 * limit

  let file: String
  /// A set, because one place can be reached twice: a block mapping begins where its first key begins.
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

  /// By position, the first ones only where there are very many.
  var sorted: [ScheduleIssue] {
    let all = found.sorted()
    guard all.count > Self.limit, let next = all.dropFirst(Self.limit - 1).first else { return all }
    let rest = ScheduleIssue(
      file: file, line: next.line, column: next.column, message: "more problems from here on",
      hint: "mend the first ones")
    return all.prefix(Self.limit - 1) + [rest]
  }
}

extension IssueList {
  /// Reports that a value is not what it has to be.
  mutating func mismatch(_ label: String, mustBe expected: String, not node: YAMLNode, hint: String? = nil) {
    report("\(label) must be \(expected), not \(node.appearance)", at: node.position, hint: hint)
  }
}
