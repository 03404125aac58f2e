import Exports
import Foundation
import Orchestration
import Runs
import Testing
import TestingDatabase
import TestingRepository

@testable import DynoReports

/// The documents agree with the definitions in the code.
struct DocumentTests {
  /// The first column of the table with this heading.
  private func firstColumn(of name: String, after heading: String) throws -> [String] {
    let text = try Repository.contents(name)
    let table = try #require(
      text.split(separator: heading + "\n", maxSplits: 1).dropFirst().first, "\(heading)")
    return table.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().prefix {
      $0.hasPrefix("|")
    }
    .map { $0.split(separator: "|")[0].trimmingCharacters(in: .whitespaces) }
  }

  @Test func exitCodesAreDocumented() throws {
    let codes = try firstColumn(of: "README.md", after: "| exit code | means |").compactMap(Int32.init)
    #expect(codes == ExitStatus.allCases.map(\.rawValue))
    let help = try Repository.contents("Sources/DynoReports/DynoReports.swift")
    for code in codes { #expect(help.contains(" \(code) "), "\(code)") }
  }

  @Test func settingsAndTheirDefaults() throws {
    let text = try Repository.contents("README.md")
    let table = try #require(text.split(separator: "| flag | variable | default |\n", maxSplits: 1).last)
    let rows = table.split(separator: "\n").dropFirst().prefix {
      $0.hasPrefix("|") && $0.contains("DYNO_REPORTS")
    }
    .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
    #expect(rows.map { $0[0] } == Setting.all.map { $0.flag.map { "`\($0)`" } ?? "–" })
    #expect(rows.map { $0[1] } == Setting.all.map { "`\($0.variable)`" })
    for (row, setting) in zip(rows, Setting.all) {
      let first = row[2].replacing("`", with: "").prefix { !" ,:'".contains($0) }
      if let defaultValue = setting.defaultValue {
        #expect(first == defaultValue, "\(row)")
      } else {
        // What libpq decides, or what is installed.
        #expect(["libpq", "newest"].contains(first), "\(row)")
      }
    }
  }

  @Test func environmentVariablesAreDocumented() throws {
    let used = Set(
      try SourceFile.all().flatMap { file in
        file.text.matches(of: /"(DYNO_REPORTS_[A-Z_]+)"/).map { String($0.1) }
      })
    let said = try Repository.contents("README.md").matches(of: /`(DYNO_REPORTS_[A-Z_]+)`/).map {
      String($0.1)
    }
    #expect(used == Set(said))
  }

  @Test func statesAreInTableAndDiagram() throws {
    let states = OccurrenceState.allCases.map(\.rawValue)
    let said = try firstColumn(of: "docs/architecture.md", after: "| state | means |").map {
      String($0.dropFirst().dropLast())
    }
    #expect(Set(said) == Set(states))
    let picture = try Repository.contents("docs/states.svg")
    for state in states { #expect(picture.contains(">\(state)<"), "\(state)") }
  }

  @Test func modulesAreInTheDiagram() throws {
    let picture = try Repository.contents("docs/architecture.svg")
    for module in try SourceFile.modules() {
      #expect(
        picture.contains(module.hasPrefix("CLib") || module == "CZlib" ? module : ">\(module)<"), "\(module)")
    }
  }

  @Test func limitsAreDocumented() throws {
    let contract = try Repository.contents("exports/README.md")
    #expect(
      contract.contains("After \(counted(Publisher.defaultRowsPerPart)) rows a file continues in a new part"))
    #expect(contract.contains("`ids` where there are at most \(RunSummary.maxListedIDs)"))
    let failures = counted(RunSummary.maxListedFailures)
    #expect(contract.contains("`failed_runs` has the first \(failures)"))
    for path in try Repository.files(in: "docs/reports", ".md") {
      let text = try Repository.contents(path).replacing("\n", with: " ")
      for match in text.matches(of: /names the first ([0-9,]*\w)/) { #expect(match.1 == failures, "\(path)") }
    }
  }

  /// `1,000`
  private func counted(_ number: Int) -> String {
    number.formatted(.number.grouping(.automatic).locale(Locale(identifier: "en_US")))
  }

  @Test func grantsOfTheRuntimeRole() throws {
    let rows = try TestDatabase().query(
      """
      SELECT table_name, privilege, string_agg(column_name, ', ' ORDER BY position)
      FROM (
        SELECT c.relname AS table_name, p.privilege, a.attname AS column_name, a.attnum AS position,
               has_table_privilege('dyno_reports', c.oid, p.privilege) AS is_whole
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) AS p (privilege)
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'v') AND c.relname LIKE 'report\\_%'
          AND has_column_privilege('dyno_reports', c.oid, a.attnum, p.privilege)
        UNION ALL
        SELECT c.relname, 'DELETE', NULL, 0, true FROM pg_class c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'v') AND c.relname LIKE 'report\\_%'
          AND has_table_privilege('dyno_reports', c.oid, 'DELETE')
      ) AS granted
      GROUP BY table_name, privilege, is_whole
      ORDER BY table_name COLLATE "C", privilege
      """)
    var lines: [String: [String]] = [:]
    for row in rows {
      guard let table = row[0], let privilege = row[1] else { continue }
      let columns = privilege == "UPDATE" ? row[2].map { " (\($0))" } ?? "" : ""
      lines[table, default: []].append(privilege + columns)
    }
    let table =
      ["| table | `dyno_reports` may |", "|---|---|"]
      + lines.sorted { $0.key < $1.key }.map { "| `\($0)` | \($1.joined(separator: "; ")) |" }
    try GeneratedFile.check(section: "grants", of: "docs/operations.md", table.joined(separator: "\n"))
  }

  @Test func policiesAndKeys() throws {
    let rows = try TestDatabase().query(
      """
      SELECT c.relname, k.definition
      FROM pg_class c
      CROSS JOIN LATERAL (
        SELECT 1 AS position, 'row level security: ' || CASE WHEN c.relrowsecurity THEN 'on' ELSE 'off' END
          || CASE WHEN c.relforcerowsecurity THEN ', forced' ELSE '' END AS definition
        UNION ALL
        SELECT 2, format('%s policy for %s%s: %s%s', CASE WHEN polpermissive THEN 'permissive' ELSE 'restrictive' END,
                         CASE polcmd WHEN '*' THEN 'everything' WHEN 'r' THEN 'SELECT' ELSE polcmd::text END,
                         -- 0 stands for everybody.
                         CASE WHEN polroles <> '{0}' THEN ' by ' || array_to_string(polroles::regrole[], ', ') END,
                         pg_get_expr(polqual, polrelid), ' WITH CHECK ' || pg_get_expr(polwithcheck, polrelid))
        FROM pg_policy WHERE polrelid = c.oid
        UNION ALL
        SELECT 3, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = c.oid AND contype IN ('p', 'u', 'f')
        UNION ALL
        SELECT 4, 'UNIQUE INDEX ' || substring(pg_get_indexdef(i.indexrelid) FROM '\\(.*')
        FROM pg_index i
        WHERE i.indrelid = c.oid AND i.indisunique
          AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid AND conrelid = c.oid)
      ) AS k
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname LIKE 'report\\_%'
      ORDER BY c.relname COLLATE "C", k.position, k.definition COLLATE "C"
      """)
    let table =
      ["| table | has |", "|---|---|"]
      + rows.map { "| `\($0[0] ?? "")` | \(($0[1] ?? "").replacing("|", with: "\\|")) |" }
    try GeneratedFile.check(section: "policies", of: "docs/security.md", table.joined(separator: "\n"))
  }
}
