import Calendars
import PostgreSQL
import Reports
import Schedules
import Testing
import TestingDatabase

@testable import Runs

/// From what a recorded period is computed, when several workers know different things of it.
struct ReconstructionLedgerTests {
  private let database: TestDatabase
  private let sample: SampleTenant
  private let ledger: Ledger

  init() throws {
    database = try TestDatabase()
    sample = try SampleTenant()
    ledger = Ledger(database.runtime, try database.runtime.connect())
  }

  private func due(isReconstructed: Bool) -> Occurrence {
    let recorded = sample.recorded("2026-09", .due)
    return Occurrence(
      key: recorded.key, period: recorded.period, timeZone: recorded.timeZone, state: .due,
      isReconstructed: isReconstructed)
  }

  private func isRecordedAsReconstructed() throws -> Bool? {
    try ledger.occurrences(of: sample.tenant.id, .all).first?.isReconstructed
  }

  /// A run that planned before a backfill asked for something else does not undo it.
  @Test func onlyWhatIsAskedForChangesTheSource() throws {
    let (plain, asItWas) = (due(isReconstructed: false), due(isReconstructed: true))
    #expect(try ledger.record([asItWas], of: sample.tenant) == [asItWas.key])
    #expect(try ledger.record([plain], of: sample.tenant).isEmpty)
    #expect(try isRecordedAsReconstructed() == true)
    #expect(try ledger.record([plain], of: sample.tenant, requested: [plain.key]) == [plain.key])
    #expect(try isRecordedAsReconstructed() == false)
    #expect(try ledger.record([asItWas], of: sample.tenant, requested: [asItWas.key]) == [asItWas.key])
    #expect(try isRecordedAsReconstructed() == true)
  }

  /// A worker that planned before does not compute a period from another source than the recorded one.
  @Test(arguments: ["DUE", "RUNNING", "FAILED", "COMPUTED"])
  func aStalePlanDoesNotClaim(state: String) throws {
    for isReconstructed in [true, false] {
      let database = try TestDatabase()
      let ledger = Ledger(database.runtime, try database.runtime.connect())
      let recorded = due(isReconstructed: isReconstructed)
      _ = try ledger.record([recorded], of: sample.tenant)
      try database.load(
        """
        UPDATE report_occurrence
        SET state = '\(state)', request = CASE WHEN reconstructed THEN '{"reconstructed": true}'::jsonb ELSE '{}' END
        """)
      guard case .busy = try ledger.claim(due(isReconstructed: !isReconstructed), worker: "stale") else {
        Issue.record("claimed by a plan for another source")
        return
      }
      switch try ledger.claim(recorded, worker: "test") {
      case .claimed: #expect(state != "COMPUTED")
      case .computed: #expect(state == "COMPUTED")
      case .busy, .skipped: Issue.record("not claimed")
      }
    }
  }

  /// What was computed says itself from what, also if an earlier program left the column as it was.
  @Test func theComputationDecides() throws {
    _ = try ledger.record([due(isReconstructed: true)], of: sample.tenant)
    try database.load("UPDATE report_occurrence SET state = 'COMPUTED', request = '{}'")
    #expect(try isRecordedAsReconstructed() == false)
  }
}
