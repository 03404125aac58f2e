/// The psql variables of `CRM/definitions.sql`, which define for all reports what the CRM's columns mean.
package enum CRMDefinitions {
  /// Turns a `.sql` file into a statement for the server: replaces the variables `:name` by their texts, and
  /// drops psql's own commands, which are lines that begin with a backslash. Parameters, `:'name'`, stay.
  package static func expand(_ sql: String) -> String {
    let lines = sql.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("\\") }
    return replaceVariables(lines.joined(separator: "\n"))
  }

  private static let texts: [String: String] = {
    var texts: [String: String] = [:]
    for match in SQLFile.definitions.matches(of: /(?m)^\\set ([a-z_]+) '(.*)'$/) {
      texts[String(match.1)] = String(match.2).replacing("''", with: "'")
    }
    return texts
  }()

  /// Like psql, leaves quoted text, comments and casts alone. An unknown name is not a variable.
  private static func replaceVariables(_ sql: String) -> String {
    let variable = /'(?:[^']|'')*'|--[^\n]*|::|:([a-z_]+)/
    return sql.replacing(variable) { (match: Regex<(Substring, Substring?)>.Match) -> String in
      guard let name = match.output.1, let text = texts[String(name)] else { return String(match.output.0) }
      return replaceVariables(text)
    }
  }
}
