/// An array as a parameter: every element quoted, so that none is taken for NULL or for more than one.
package enum ArrayLiteral {
  package static func text(_ elements: [String?]) -> String {
    let written = elements.map { element in
      element.map { "\"\($0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"" } ?? "NULL"
    }
    return "{\(written.joined(separator: ","))}"
  }
}
