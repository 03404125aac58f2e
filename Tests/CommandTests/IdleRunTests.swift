import Foundation
import Testing
import TestingDatabase

/// A run that has nothing to do asks one question for all tenants, and does everything else as before.
struct IdleRunTests {
  private let installation: Installation

  init() throws {
    installation = try Installation(files: ["acme.yaml": Installation.acme, "other.yaml": Installation.other])
    #expect(try installation.tick().status == 0)
  }

  /// The tenants that a run leaves alone: it succeeds although their rows cannot be read.
  private func idleTenants(at instant: String = Installation.at) throws -> Set<String> {
    let database = installation.database
    var idle: Set<String> = []
    for (slug, tenant) in [("acme", SmallCRM.acme), ("other", SmallCRM.other)] {
      try database.load(
        """
        -- Whoever reads a row of this tenant divides by zero.
        DROP POLICY IF EXISTS watched ON report_occurrence;
        CREATE POLICY watched ON report_occurrence AS RESTRICTIVE FOR SELECT TO dyno_reports
          USING (tenant_id <> '\(tenant)' OR 1 / (CASE WHEN tenant_id = '\(tenant)' THEN 0 ELSE 1 END) = 1);
        """)
      if try installation.run("run", "--at", instant, "--tenant", slug).status == 0 { idle.insert(slug) }
    }
    try database.load("DROP POLICY watched ON report_occurrence")
    return idle
  }

  @Test func tenantsWithoutWorkAreNotAskedByThemselves() throws {
    #expect(try idleTenants() == ["acme", "other"])
    #expect(try installation.tick("--verbose").output == "Nothing is due.\n")
  }

  @Test func anotherPeriodFallsDue() throws {
    #expect(try idleTenants(at: "2026-11-30T00:00:00Z") == ["acme", "other"])
    // In Berlin, November ends an hour before it does in UTC.
    #expect(try idleTenants(at: "2026-11-30T23:00:00Z") == ["other"])
    #expect(try idleTenants(at: "2026-12-01T00:00:00Z") == [])
  }

  @Test(
    "Whatever is not done",
    arguments: [
      "UPDATE report_occurrence SET state = 'COMPUTED' WHERE tenant_id = '\(SmallCRM.acme)'",
      "UPDATE report_occurrence SET state = 'FAILED' WHERE tenant_id = '\(SmallCRM.acme)'",
      // Of a schedule that is no longer in the file.
      """
      INSERT INTO report_occurrence (
        tenant_id, schedule, period_start, period_end, revision, period_kind, period_label, start_date, end_date,
        timezone, state, recorded_at)
      VALUES (
        '\(SmallCRM.acme)', 'gone', '2026-09-01', '2026-10-01', 1, 'monthly', '2026-09', '2026-09-01', '2026-10-01',
        'UTC', 'RUNNING', '2026-11-02')
      """,
      // The tree shows another manifest than this database has recorded.
      "UPDATE report_tenant SET tree_files = NULL WHERE tenant_id = '\(SmallCRM.acme)'",
      "DELETE FROM report_occurrence WHERE tenant_id = '\(SmallCRM.acme)'",
    ])
  func work(script: String) throws {
    try installation.database.load(script)
    #expect(try idleTenants() == ["other"])
  }

  @Test func aTreeThatIsGoneIsWorkToo() throws {
    try FileManager.default.removeItem(atPath: installation.exports.path + "/tenant=acme/manifest.json")
    #expect(try idleTenants() == ["other"])
  }

  @Test func aNewScheduleIsWork() throws {
    let weekly = "\n  - name: weekly\n    period: weekly\n    reports:\n      - type: pipeline_overview\n"
    try installation.replaceSchedule(Installation.acme + weekly)
    #expect(try idleTenants() == ["other"])
    #expect(try installation.tick("--verbose").output.hasPrefix("acme weekly 2026-W44: "))
    #expect(try idleTenants() == ["acme", "other"])
  }

  /// Then each tenant is asked by itself, and nothing else changes.
  @Test(arguments: [
    "DROP FUNCTION report_open_work",
    "REVOKE EXECUTE ON FUNCTION report_open_work FROM dyno_reports",
    "ALTER FUNCTION report_open_work OWNER TO CURRENT_USER",
  ])
  func withoutTheFunction(script: String) throws {
    try installation.database.load(script)
    #expect(try idleTenants() == [])
    #expect(try installation.tick("--verbose").output == "Nothing is due.\n")
  }
}
