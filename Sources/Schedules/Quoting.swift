/// Quotes text of a file in a message: in backquotes, shortened, and without characters that move the cursor
/// or change the direction of the text.
func quoted(_ text: String) -> String {
  let limit = 40
  let scalars = text.unicodeScalars
  let shown = scalars.prefix(limit).map(visible).joined()
  return scalars.dropFirst(limit).isEmpty ? "`\(shown)`" : "`\(shown)…`"
}

/// A path in a message, without such characters.
func visiblePath(_ path: String) -> String { path.unicodeScalars.map(visible).joined() }

private func visible(_ scalar: Unicode.Scalar) -> String {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
    "\\u{\(String(scalar.value, radix: 16))}"
  default:
    String(Character(scalar))
  }
}

/// The words in backticks, separated by commas, with a conjunction before the last.
func enumerated(_ words: [String], _ conjunction: String = "and") -> String {
  let quotedWords = words.map { "`\($0)`" }
  guard let last = quotedWords.last, quotedWords.count > 1 else { return quotedWords.first ?? "" }
  return quotedWords.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}
