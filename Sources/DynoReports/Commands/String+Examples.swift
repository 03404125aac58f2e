extension String {
  /// Ends the prose of a help text and begins its examples.
  static let examplesHeading = "Examples:"

  /// The text of a help, followed by commands that show how it is used.
  ///
  /// - Parameter examples: what a command is for, and the command. Long ones are broken before an option.
  func adding(examples: KeyValuePairs<String, String>) -> String {
    let lines = examples.map { purpose, command in "  # \(purpose)\n  \(command.folded)" }
    return ([self, Self.examplesHeading + "\n" + lines.joined(separator: "\n")].filter { !$0.isEmpty })
      .joined(separator: "\n\n")
  }

  /// A command for a shell in lines that fit a terminal of 80 columns.
  private var folded: String {
    let parts = split(separator: " --").enumerated().map { $0 == 0 ? String($1) : "--\($1)" }
    return parts.reduce(into: [String]()) { lines, part in
      if let last = lines.last, last.count + part.count < 72 {
        lines[lines.count - 1] += " " + part
      } else {
        lines.append(part)
      }
    }
    .joined(separator: " \\\n    ")
  }
}
