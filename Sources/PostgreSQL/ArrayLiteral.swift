/// An array as a statement parameter. Every text is quoted, so that none is read as NULL or as several
/// elements.
package enum ArrayLiteral {
  package static func text(_ elements: [String?]) -> String {
    let written = elements.map { element in
      element.map { "\"\($0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"" } ?? "NULL"
    }
    return "{\(written.joined(separator: ","))}"
  }
}
