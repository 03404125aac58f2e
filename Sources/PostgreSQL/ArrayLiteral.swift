/// An array as a statement parameter. Every text is quoted, so that none is read as NULL or as several
/// elements.
package enum ArrayLiteral {
  package static func text(_ elements: [String?]) -> String {
    var text = "{"
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      guard let element else {
        text += "NULL"
        continue
      }
      text += "\""
      // By scalars: a quote with a combining mark is another character, and a quote to the server all the same.
      for scalar in element.unicodeScalars {
        if scalar == "\\" || scalar == "\"" { text.unicodeScalars.append("\\") }
        text.unicodeScalars.append(scalar)
      }
      text += "\""
    }
    return text + "}"
  }
}
