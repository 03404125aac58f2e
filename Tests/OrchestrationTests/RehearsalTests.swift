import Calendars
import Exports
import Foundation
import Orchestration
import Reports
import Runs
import Schedules
import Testing
import TestingDatabase

/// `doctor` does what a run does, and leaves nothing behind.
struct RehearsalTests {
  let database: TestDatabase
  let exports = TemporaryFolder()

  init() throws { database = try TestDatabase() }

  private func rehearse() throws {
    let at = try #require(Instant(iso8601: "2026-11-03T00:00:00Z"))
    try Rehearsal(
      database.runtime,
      Publisher(database.runtime, exports: exports.path, permissions: .group), exports: exports.path,
      schedule: .madeUp(ReportCatalog.product.reports), at: at, tzdataVersion: "2026a"
    ).run(on: database.runtime.connect())
  }

  @Test func everythingIsDoneAndNothingIsKept() throws {
    try rehearse()
    // The folder is the caller's; it shows that two revisions of a period were published.
    let files = try exports.files().keys
    #expect(files.contains { $0.contains("/history/") } && files.contains { $0.hasSuffix("SHA256SUMS") })
    for table in ["report_tenant", "report_occurrence", "report_run", "report_change"] {
      #expect(try database.query("SELECT * FROM \(table)").isEmpty)
    }
  }

  @Test func aMissingRightToReadTheCRMIsNamedWithItsGrant() throws {
    try database.load("REVOKE SELECT ON deal FROM dyno_reports")
    let failure = #expect(throws: Rehearsal.Failure.self) { try rehearse() }
    #expect(
      "\(failure!)".hasSuffix("GRANT SELECT ON \(database.schema).deal TO dyno_reports;"), "\(failure!)")
  }

  @Test(
    "A right that a run needs is missed",
    arguments: [
      "REVOKE EXECUTE ON FUNCTION report_run_id FROM public, dyno_reports",
      "REVOKE INSERT ON report_tenant FROM dyno_reports",
      "REVOKE INSERT ON report_occurrence FROM dyno_reports",
      "REVOKE INSERT ON report_run FROM dyno_reports",
      "REVOKE INSERT ON report_change FROM dyno_reports",
      "REVOKE SELECT ON report_change FROM dyno_reports",
      "REVOKE SELECT ON report_migration FROM dyno_reports",
      "REVOKE DELETE ON report_run FROM dyno_reports",
      "REVOKE UPDATE (publish_seq) ON report_tenant FROM dyno_reports",
      "REVOKE UPDATE (tree_files) ON report_tenant FROM dyno_reports",
      "REVOKE UPDATE (published_at) ON report_tenant FROM dyno_reports",
      "REVOKE UPDATE (views) ON report_occurrence FROM dyno_reports",
      "REVOKE UPDATE (fence) ON report_occurrence FROM dyno_reports",
      "REVOKE UPDATE (failures) ON report_occurrence FROM dyno_reports",
      "REVOKE INSERT ON report_pipeline_coverage_fact FROM dyno_reports",
      "REVOKE SELECT ON report_rep_performance_fact FROM dyno_reports",
      "ALTER TABLE report_run ADD CHECK (report_type <> 'pipeline_coverage')",
      "DROP INDEX ux_report_run_key; CREATE UNIQUE INDEX ON report_run ((true))",
    ])
  func missingRight(change: String) throws {
    try database.load(change)
    let failure = #expect(throws: Rehearsal.Failure.self) { try rehearse() }
    #expect(failure?.exitStatus == .failed)
    #expect("\(failure!)".contains("SQLSTATE"), "\(failure!)")
  }

  /// Whoever computes says who grants the right.
  @Test(
    "Only what does not say what to do is bare",
    arguments: [
      ("REVOKE INSERT ON report_run FROM dyno_reports", false),
      ("REVOKE SELECT ON deal FROM dyno_reports", false),
      ("ALTER TABLE report_run ADD CHECK (report_type <> 'pipeline_coverage')", true),
      ("REVOKE UPDATE (views) ON report_occurrence FROM dyno_reports", true),
      ("REVOKE DELETE ON report_run FROM dyno_reports", true),
    ])
  func isBare(change: String, isBare: Bool) throws {
    try database.load(change)
    let failure = #expect(throws: Rehearsal.Failure.self) { try rehearse() }
    #expect(failure?.isBare == isBare && failure?.description.contains("; as ") != isBare)
  }
}
