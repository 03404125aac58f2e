internal import Synchronization

/// The psql variables of `CRM/definitions.sql`, which define for all reports what the CRM's columns mean.
package enum CRMDefinitions {
  /// Turns a `.sql` file into a statement for the server: replaces the variables `:name` by their texts, and
  /// drops psql's own commands, which are lines that begin with a backslash; what is only for a ``Variant`` goes too.
  /// Parameters, `:'name'`, stay.
  ///
  /// - Parameter columns: those of the columns that a CRM may lack which this one has.
  package static func expand(_ sql: String, using columns: Set<OptionalColumn> = []) -> String {
    expand(sql, [], using: columns)
  }

  /// The same, with those texts of the file that are for the variants.
  static func expand(_ sql: String, _ variants: Set<Variant>, using columns: Set<OptionalColumn>) -> String {
    let source = Source(sql: sql, variants: variants, columns: columns)
    if let made = expanded.withLock({ $0[source] }) { return made }
    let text = use(columns, in: replaceVariables(lines(of: sql, variants).joined(separator: "\n")))
    expanded.withLock { $0[source] = text }
    return text
  }

  private struct Source: Hashable {
    let sql: String
    let variants: Set<Variant>
    let columns: Set<OptionalColumn>
  }

  /// What was made already: every occurrence asks for the same texts. A start of the program needs few of all that there are.
  private static let expanded = Mutex<[Source: String]>([:])

  /// What a file has several texts for, between `\if :{?name}`, `\else` and `\endif`.
  enum Variant: String {
    /// The deals behind the rows.
    case deals
    /// As the history of stages says things stood.
    case asItWas = "as_it_was"
  }

  /// The lines that psql would send.
  private static func lines(of sql: String, _ variants: Set<Variant>) -> [Substring] {
    var lines: [Substring] = []
    // Whether the text is used, for each `\if` that the line stands in.
    var conditions: [Bool] = []
    let condition = "\\if :{?"
    for line in sql.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(condition), line.hasSuffix("}") {
        let name = String(line.dropFirst(condition.count).dropLast())
        conditions.append(Variant(rawValue: name).map(variants.contains) ?? false)
      } else if line == "\\else" {
        conditions.append(!(conditions.popLast() ?? true))
      } else if line == "\\endif" {
        _ = conditions.popLast()
      } else if !conditions.contains(false) {
        if line == "\\ir ../CRM/standing.sql" {
          lines += Self.lines(of: SQLFile.standing, variants)
        } else if !line.hasPrefix("\\") {
          lines.append(line)
        }
      }
    }
    return lines
  }

  /// Replaces the variables of the columns that a CRM may lack.
  private static func use(_ columns: Set<OptionalColumn>, in sql: String) -> String {
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

  /// Like psql, leaves quoted text, comments and casts alone. An unknown name is not a variable, and those of columns that a CRM
  /// may lack come later.
  private static func replaceVariables(_ sql: String) -> String {
    replace(/'(?:[^']|'')*'|--[^\n]*|::|:([a-z_]+)/, in: sql)
  }

  /// The expression is passed on, because making it takes longer than using it.
  private static func replace(_ variable: Regex<(Substring, Substring?)>, in sql: String) -> String {
    sql.replacing(variable) { (match: Regex<(Substring, Substring?)>.Match) -> String in
      guard let name = match.output.1.map(String.init), OptionalColumn(rawValue: name) == nil,
        let text = texts[name]
      else { return String(match.output.0) }
      return replace(variable, in: text)
    }
  }
}
