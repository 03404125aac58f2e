internal import Synchronization

/// A statement whose parameters are written like psql variables, `:'name'`. It is converted to numbered
/// parameters, so the same file runs here and in psql.
package struct NamedStatement: Sendable {
  /// With `$1`, `$2`, … in place of the names.
  package let sql: String
  /// The names in the order of their numbers.
  package let parameters: [String]

  /// Those that were made, by their texts. The texts differ between reports and CRMs, never between tenants or values, which are
  /// bound: there are few, and each occurrence uses the same.
  private static let made = Mutex<[String: NamedStatement]>([:])

  /// - Parameter file: the text of a `.sql` file.
  package init(file: [UInt8]) { self.init(String(decoding: file, as: UTF8.self)) }

  package init(_ text: String) {
    if let made = Self.made.withLock({ $0[text] }) {
      self = made
      return
    }
    var parameters: [String] = []
    // Comments may mention parameters too. They end with the line and are copied unchanged.
    sql = text.replacing(/--[^\n]*|:'([a-z_]+)'/) { (match: Regex<(Substring, Substring?)>.Match) -> String in
      guard let name = match.output.1.map(String.init) else { return String(match.output.0) }
      let index = parameters.firstIndex(of: name) ?? parameters.endIndex
      if index == parameters.endIndex { parameters.append(name) }
      return "$\(index + 1)"
    }
    self.parameters = parameters
    let statement = self
    Self.made.withLock { $0[text] = statement }
  }

  private init(sql: String, parameters: [String]) {
    self.sql = sql
    self.parameters = parameters
  }

  /// - Parameter text: without parameters.
  func preceded(by text: String) -> NamedStatement {
    NamedStatement(sql: text + sql, parameters: parameters)
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
