/// A text of several SQL statements.
package enum SQLScript {
  /// The statements, without the semicolons between them. What is only comments is no statement.
  ///
  /// Knows strings, quoted names, dollar quotes, and comments to the end of the line; not bodies that begin with BEGIN ATOMIC,
  /// comments in `/* */`, and strings with backslashes.
  package static func statements(_ script: String) -> [String] {
    var statements: [String] = []
    var current = ""
    var hasText = false
    for piece in script.matches(of: piece).map(\.output.0) + [";"] {
      if piece == ";" {
        if hasText { statements.append(current) }
        (current, hasText) = ("", false)
      } else if hasText || !piece.hasPrefix("--") && !piece.allSatisfy(\.isWhitespace) {
        current += hasText ? piece : piece.drop(while: \.isWhitespace)
        hasText = true
      }
    }
    return statements
  }

  /// A comment, a string, a quoted name, a text in dollar quotes, anything without these, or a single character.
  private static var piece: Regex<(Substring, Substring?)> {
    /(?s)--[^\n]*|'(?:[^']|'')*'|"[^"]*"|\$(\w*)\$.*?\$\1\$|[^-'"$;]+|./
  }
}
