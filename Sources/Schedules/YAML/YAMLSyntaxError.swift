/// A YAML syntax error, with advice that libyaml does not give.
struct YAMLSyntaxError {
  /// The message of libyaml, which quotes nothing from the file.
  let problem: String
  let position: Position
  /// What was being read.
  let context: String?
  let contextPosition: Position?

  func report(to issues: inout IssueList) {
    // Something that is not closed is best reported where it begins, not at the end of the file.
    let endless = problem.contains("unexpected end of stream") || problem.contains("<stream end>")
    let place = endless ? contextPosition ?? position : position
    // This message is shortened, because it mentions libyaml's own functions.
    var message = "not valid YAML: \(problem.hasPrefix(Self.tooDeep) ? Self.tooDeep : problem)"
    if let context, let contextPosition, contextPosition.line != place.line {
      message += " \(context) that begins on line \(contextPosition.line)"
    }
    issues.report(message, at: place, hint: advice)
  }

  private static let tooDeep = "Maximum nesting level reached"

  private var advice: String? {
    Self.advice.first { problem.contains($0.problem) }?.hint
  }

  private static let advice: [(problem: String, hint: String)] = [
    (
      "mapping values are not allowed",
      "check the indentation, the space after the previous colon, and quote a value that contains `: `"
    ),
    ("could not find expected ':'", "a key needs a colon and a space after it"),
    ("cannot start any token", "quote a value that begins with this character"),
    ("unexpected end of stream", "a quote is not closed"),
    ("did not find expected ',' or", "close the bracket, or put a comma between the items"),
    ("did not find expected key", "keys of one mapping must begin in the same column"),
    ("did not find expected '-' indicator", "items of one list must begin in the same column, with `- `"),
    ("did not find expected <document start>", "top-level keys must begin in the first column"),
    ("block sequence entries are not allowed", "begin the list on a line of its own, with `- `"),
    (Self.tooDeep, "schedule files are only a few levels deep"),
  ]
}
