import Foundation
import Testing
import TestingDatabase

/// An older database was restored: the trees show what it does not know.
struct RestoredDatabaseTests {
  private let installation: Installation
  private static let later = "2026-12-03T00:00:00Z"

  init() throws {
    installation = try Installation(files: ["acme.yaml": Installation.acme, "other.yaml": Installation.other])
    #expect(try installation.tick().status == 0)
    #expect(try installation.run("run", "--at", Self.later).status == 0)
  }

  /// As if the backup had been made before November was computed.
  private func restore(_ tenant: UUID = SmallCRM.acme) throws {
    try installation.database.load(
      """
      DELETE FROM report_run WHERE tenant_id = '\(tenant)' AND period_end > '2026-11-02';
      DELETE FROM report_change WHERE tenant_id = '\(tenant)' AND sequence = 2;
      DELETE FROM report_occurrence WHERE tenant_id = '\(tenant)' AND period_end > '2026-11-02';
      UPDATE report_tenant SET publish_seq = 1, tree_files = NULL WHERE tenant_id = '\(tenant)'
      """)
  }

  private func ledger() throws -> [[String?]] {
    try installation.database.query("SELECT * FROM report_occurrence ORDER BY 1, 2, 3, 4, 5")
  }

  @Test(arguments: [
    // Nothing is due, and November.
    ["run", "--at", Installation.at], ["run", "--at", later],
    ["restate", "--reason", "again", "--from", "2026-10-01", "--to", "2026-11-01"],
    ["backfill", "--from", "2026-08-01", "--to", "2026-12-01", "--at", later], ["export"],
    ["skip", "--from", "2026-10-01", "--to", "2026-12-31"],
  ])
  func nothingIsRecordedComputedOrWritten(arguments: [String]) throws {
    try restore()
    // A period that `skip` could give up.
    try installation.database.load(
      "UPDATE report_occurrence SET state = 'DUE' WHERE tenant_id = '\(SmallCRM.other)' AND period_end > '2026-11-02'"
    )
    let before = (try installation.publishedFiles(), try ledger(), try installation.count("report_run"))
    let result = try installation.run(arguments + ["--tenant", "acme"])
    #expect(result.status == 78, "\(result)")
    #expect(
      result.errors.contains("acme") && result.errors.contains("monthly 2026-11 revision 1")
        && result.errors.contains("`dyno-reports adopt` takes over"), "\(result)")
    #expect(try installation.publishedFiles() == before.0)
    #expect(try ledger() == before.1)
    #expect(try installation.count("report_run") == before.2)
  }

  @Test func otherTenantsGoOn() throws {
    try restore()
    let result = try installation.run("run", "--at", "2027-01-03T00:00:00Z", "--verbose")
    #expect(result.status == 3 && result.output.contains("other monthly 2026-12"), "\(result)")
    #expect(!result.output.contains("acme") && result.errors.contains("acme: "))
  }

  @Test func verifySaysWhatIsNewer() throws {
    try restore()
    let result = try installation.run("verify", "--tenant", "acme")
    #expect(
      result.status == 1 && result.output.contains("monthly 2026-11 revision 1")
        && !result.output.contains("`dyno-reports export`"), "\(result)")
  }

  @Test func theTreeCanBeMovedAway() throws {
    try restore()
    let tree = installation.exports.path + "/tenant=acme"
    try FileManager.default.moveItem(atPath: tree, toPath: installation.exports.path + "/before")
    #expect(try installation.run("run", "--at", Self.later).status == 0)
    #expect(try installation.run("verify").status == 0)
  }
}
