/// The psql variables of `CRM/definitions.sql`, which define for all reports what the CRM's columns mean.
package enum CRMDefinitions {
  /// Turns a `.sql` file into a statement for the server: replaces the variables `:name` by their texts, and
  /// drops psql's own commands, which are lines that begin with a backslash; what is only for the deals behind the rows goes too. Parameters, `:'name'`, stay.
  ///
  /// - Parameter columns: those of the columns that a CRM may lack which this one has.
  package static func expand(_ sql: String, using columns: Set<OptionalColumn> = []) -> String {
    use(columns, in: expandCommon(sql))
  }

  /// The branches of `\if :{?deals}` … `\else` … `\endif`.
  enum Branch {
    case deals
    case otherwise
  }

  /// Replaces all but the variables of the columns that a CRM may lack.
  ///
  /// - Parameter branch: which of the two texts of a file is used, if it has two.
  static func expandCommon(_ sql: String, branch: Branch = .otherwise) -> String {
    var lines: [Substring] = []
    var current: Branch?
    for line in sql.split(separator: "\n", omittingEmptySubsequences: false) {
      switch line {
      case "\\if :{?deals}": current = .deals
      case "\\else": current = .otherwise
      case "\\endif": current = nil
      default:
        if !line.hasPrefix("\\"), current == nil || current == branch { lines.append(line) }
      }
    }
    return replaceVariables(lines.joined(separator: "\n"))
  }

  /// Replaces what ``expandCommon(_:)`` left.
  static func use(_ columns: Set<OptionalColumn>, in sql: String) -> String {
    OptionalColumn.allCases.reduce(sql) { sql, column in
      let name = column.rawValue
      let text = texts[columns.contains(column) ? "\(name)_if_there" : name]
      return text.map { sql.replacing(":\(name)", with: $0) } ?? sql
    }
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
      guard let name = match.output.1.map(String.init), OptionalColumn(rawValue: name) == nil,
        let text = texts[name]
      else { return String(match.output.0) }
      return replaceVariables(text)
    }
  }
}
