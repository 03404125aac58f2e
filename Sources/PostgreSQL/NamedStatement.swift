/// A statement whose parameters are written like psql variables, `:'name'`. It is converted to numbered
/// parameters, so the same file runs here and in psql.
package struct NamedStatement: Sendable {
  /// With `$1`, `$2`, … in place of the names.
  package let sql: String
  /// The names in the order of their numbers.
  package let parameters: [String]

  /// - Parameter file: the text of a `.sql` file.
  package init(file: [UInt8]) { self.init(String(decoding: file, as: UTF8.self)) }

  package init(_ text: String) {
    var sql = ""
    var parameters: [String] = []
    var rest = Substring(text)
    // Comments may mention parameters too. They end with the line and are copied unchanged.
    while let next = rest.firstRange(of: /--[^\n]*|:'([a-z_]+)'/) {
      sql += rest[..<next.lowerBound]
      let found = rest[next]
      if found.hasPrefix("--") {
        sql += found
      } else {
        let name = String(found.dropFirst(2).dropLast())
        let index = parameters.firstIndex(of: name) ?? parameters.endIndex
        if index == parameters.endIndex { parameters.append(name) }
        sql += "$\(index + 1)"
      }
      rest = rest[next.upperBound...]
    }
    self.sql = sql + rest
    self.parameters = parameters
  }

  /// The values in the order of their numbers.
  ///
  /// - Parameter values: one for each parameter of the statement, and no others.
  func bind(_ values: [String: String?]) -> [String?] {
    precondition(
      Set(values.keys) == Set(parameters),
      "the statement has the parameters \(parameters.sorted()), but was given \(values.keys.sorted())")
    return parameters.map { values[$0] ?? nil }
  }
}
