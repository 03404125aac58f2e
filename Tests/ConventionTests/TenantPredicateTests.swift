import Foundation
import Reports
import Testing
import TestingRepository

/// Row level security is the second fence. The first one is in the statements: each table with tenants' rows is read and
/// changed with a predicate on the tenant, so that no statement depends on the policies alone. The mutants of the reports
/// try the same for their statements.
struct TenantPredicateTests {
  /// One use of a table in a statement.
  private struct Use {
    let table: String
    /// nil if the table has no alias there.
    let alias: String?
    let isInsert: Bool
  }

  private static let keywords: Set<String> = [
    "where", "set", "on", "for", "using", "values", "join", "cross", "left", "group", "order", "select", "is",
  ]

  private func uses(in sql: String) -> [Use] {
    let pattern =
      /(?i)\b(FROM|JOIN|UPDATE|INTO)\s+(report_[a-z_]+|\\\((?:report\.factTable|table)\)|deal|deal_pipeline_stage_state|pipeline_stage|sales_target)(?!\w)(?:\s+(?:AS\s+)?([a-z]+))?/
    return sql.matches(of: pattern).compactMap { match in
      let alias = match.3.map { String($0) }
      // The columns of facts come from the report's definition.
      if match.2 == "report_migration" || match.1 == "INTO" && match.2.hasPrefix("\\(") { return nil }
      return Use(
        table: String(match.2),
        alias: alias.flatMap { Self.keywords.contains($0.lowercased()) ? nil : $0 },
        isInsert: match.1.uppercased() == "INTO")
    }
  }

  /// The uses that have no predicate of their own. A predicate belongs to the alias on its left.
  private func missing(in sql: String) throws -> [String] {
    let uses = uses(in: sql)
    let filled = Set(
      sql.matches(of: /INTO\s+(report_[a-z_]+)\s*\(\s*(?:run_id, )?tenant_id\b/).map { String($0.1) })
    var problems = uses.filter { $0.isInsert && !filled.contains($0.table) }.map { "INSERT INTO \($0.table)" }
    let others = Dictionary(grouping: uses.filter { !$0.isInsert }, by: { $0.alias ?? "" })
    for (alias, uses) in others {
      let left = alias.isEmpty ? "(^|[^.\\w])" : "\\b\(alias)\\."
      let predicates = sql.matches(of: try Regex("\(left)tenant_id\\s*=")).count
      // What AttemptHeaders says of headers (r) and occurrences (o).
      let shared =
        switch alias {
        case "r": sql.matches(of: /AttemptHeaders\.condition\b|isOfRevision\(/).count
        case "o": sql.matches(of: /AttemptHeaders\.conditionOfAnyAttempt\b/).count
        default: 0
        }
      if predicates + shared < uses.count { problems.append("\(uses[0].table) \(alias)") }
    }
    return problems
  }

  private func withoutComments(_ text: String) -> String { text.replacing(/(?m)(--|\/\/).*$/, with: "") }

  /// Not those of the demo, which makes the tables, and of recipes, whose tables are another database's.
  private static let modules = ["Runs", "Reports", "Exports", "Comparisons", "Orchestration"]

  /// The empty view of names has no rows. The function that tells idle runs so reads all tenants. How complete the CRM is concerns
  /// no row of it.
  private static let others = ["create_report_label", "create_open_work", "open_work", "source_freshness"]

  /// Migrations change tables, and no rows of a tenant.
  private func files(_ suffix: String) throws -> [String] {
    try Self.modules.flatMap { try Repository.files(in: "Sources/\($0)", suffix) }.filter { path in
      !path.hasPrefix("Sources/Runs/Migrations/") && !Self.others.contains { path.hasSuffix("/\($0).sql") }
    }
  }

  @Test func everyStatementNamesTheTenant() throws {
    let files = try files(".sql") + files(".swift")
    var count = 0
    for path in files {
      let text = withoutComments(try Repository.contents(path))
      count += uses(in: text).count
      let missing = try missing(in: text)
      #expect(missing.isEmpty, "\(path): \(missing)")
    }
    #expect(count > 80)
  }

  @Test func aMissingPredicateIsNoticed() throws {
    // A report's file has the report's name. Its own mutants are told apart by their results.
    let reports = ReportCatalog.product.reports.map { "/\($0.type).sql" }
    let statements = try files(".sql").filter { path in !reports.contains { path.hasSuffix($0) } }
    var count = 0
    for path in try statements + Repository.files(in: "Sources/Runs/SourceContract", ".swift") {
      let text = withoutComments(try Repository.contents(path))
      // A text about policies, for example, is no predicate.
      guard !uses(in: text).isEmpty else { continue }
      for predicate in text.matches(of: /(\w+\.)?tenant_id = [^\s]+/) {
        let mutant = text.replacingCharacters(in: predicate.range, with: "true")
        #expect(try !missing(in: mutant).isEmpty, "\(path): \(predicate.output.0)")
        count += 1
      }
    }
    #expect(count > 50)
  }
}
