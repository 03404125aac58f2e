import Foundation
import Testing
import TestingDatabase

/// Periods that were published as CSV alone.
struct CSVAdoptionTests {
  private func adopt(names: [String]) throws -> (
    before: [[String?]], after: [[String?]], result: Shell.Result
  ) {
    let installation = try Installation(
      files: [
        "acme.yaml": Installation.acme.replacing(
          "period: monthly", with: "period: monthly\n    exports: [csv]")
      ])
    let list = names.map { "E'\($0)'" }.joined(separator: ", ")
    try installation.database.load(
      """
      CREATE OR REPLACE VIEW report_label (tenant_id, kind, id, name) AS
      SELECT '\(SmallCRM.acme)'::uuid, 'USER'::text, md5('user ' || u - 1)::uuid, (ARRAY[\(list)])[u]
      FROM generate_series(1, \(names.count)) AS u
      """)
    #expect(try installation.tick().status == 0)
    func facts() throws -> [[String?]] {
      try installation.database.query("SELECT to_jsonb(f) FROM report_pipeline_coverage_fact AS f ORDER BY 1")
    }
    let before = try facts()
    try installation.database.load(
      "DELETE FROM report_run; DELETE FROM report_change; DELETE FROM report_occurrence; DELETE FROM report_tenant"
    )
    let result = try installation.run("adopt")
    #expect(try installation.run("verify").status == 0)
    return (before, try facts(), result)
  }

  @Test func theFormulaGuardIsTakenOff() throws {
    let (before, after, result) = try adopt(names: ["=1+1", "+49 30", "-", "@home", "it''s", "\"x\", y"])
    #expect(result.status == 0 && before == after && !before.isEmpty, "\(result)")
    #expect(before.contains { $0[0]?.contains(": \"=1+1\"") == true })
  }

  /// What CSV made of a text is what was published.
  @Test func aTextIsAsItWasPublished() throws {
    let (before, after, result) = try adopt(names: ["a\\tb", "=a\\nb", "''=kept"])
    #expect(result.status == 0 && after.count == before.count, "\(result)")
    let names = after.compactMap { $0[0]?.firstMatch(of: /"principal_name": "([^"]+)"/).map { String($0.1) } }
    #expect(Set(names).isSubset(of: ["a b", "=a b", "=kept"]) && Set(names).count > 1, "\(names)")
  }
}
