/// The psql variables of `CRM/definitions.sql`: what the CRM's columns mean, said once for all reports.
enum CRMDefinitions {
  /// A statement as the server reads it: the variables `:name` are replaced by their texts, and psql's own commands, which
  /// are lines that begin with a backslash, are left out. Parameters, `:'name'`, stay.
  static func expand(_ sql: String) -> String {
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

  private static func replaceVariables(_ sql: String) -> String {
    // `::` is a cast; other names are no variables.
    let variable = /::|:([a-z_]+)/
    return sql.replacing(variable) { (match: Regex<(Substring, Substring?)>.Match) -> String in
      guard let name = match.output.1, let text = texts[String(name)] else { return String(match.output.0) }
      return replaceVariables(text)
    }
  }
}
