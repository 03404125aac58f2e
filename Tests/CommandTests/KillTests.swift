import Foundation
import PostgreSQL
import Runs
import Testing
import TestingDatabase

/// `kill -9` at chosen moments. Locks of the test hold the program there.
struct KillTests {
  let installation: Installation
  private let blocker: Connection

  init() throws {
    installation = try Installation()
    blocker = try installation.database.owner.connect()
    try blocker.executeScript("SET search_path = \(installation.database.schema)")
  }

  private func expectCompleteness() throws {
    #expect(try installation.tick().status == 0)
    #expect(try installation.states() == ["PUBLISHED"])
    #expect(try installation.publishedFiles().count == 20)
    let untouched = try Installation()
    #expect(try untouched.tick().status == 0)
    let path = "tenant=acme/SHA256SUMS"
    #expect(try installation.publishedFiles()[path] == untouched.publishedFiles()[path])
    let staging = try FileManager.default.subpathsOfDirectory(atPath: installation.exports.path + "/.staging")
    #expect(staging == ["acme"])
  }

  @Test func killWhileComputingLeavesNoFacts() throws {
    try blocker.executeScript("BEGIN; LOCK TABLE sales_target IN ACCESS EXCLUSIVE MODE")
    let running = try installation.start()
    // The overview is computed by then; the coverage waits for the lock.
    try waitUntil { try installation.database.isAwaited("sales_target") }
    running.kill()
    try blocker.executeScript("ROLLBACK")
    #expect(try installation.count("report_run") == 0)
    #expect(try installation.count("report_pipeline_overview_fact") == 0)
    #expect(try installation.states() == ["RUNNING"])
    #expect(try installation.publishedFiles().isEmpty)
    // The server notices that the client is gone.
    try waitUntil {
      try installation.database.query(
        """
        SELECT 1 FROM pg_locks WHERE relation = to_regclass('report_occurrence') AND pid <> pg_backend_pid()
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """
      ).isEmpty
    }
    try expectCompleteness()
  }

  @Test func killBeforePublishingLeavesFactsButNoFiles() throws {
    try holdBackPublishing()
    let running = try installation.start()
    try waitUntil { try installation.states() == ["COMPUTED"] }
    running.kill()
    try blocker.executeScript("ROLLBACK")
    #expect(try installation.publishedFiles().isEmpty)
    #expect(try installation.count("report_run") > 1)
    try expectCompleteness()
  }

  @Test func killWhilePublishingLeavesNoManifest() throws {
    try holdBackPublishing()
    let running = try installation.start()
    try waitUntil { try installation.states() == ["COMPUTED"] }
    // The overview's files are written before the facts of the coverage are read.
    let second = try installation.database.owner.connect()
    try second.executeScript("SET search_path = \(installation.database.schema)")
    try second.executeScript("BEGIN; LOCK TABLE report_pipeline_coverage_fact IN ACCESS EXCLUSIVE MODE")
    try blocker.executeScript("ROLLBACK")
    try waitUntil { try installation.database.isAwaited("report_pipeline_coverage_fact") }
    #expect(try installation.exports.files().keys.contains { $0.hasPrefix(".staging") })
    running.kill()
    try second.executeScript("ROLLBACK")
    #expect(try installation.publishedFiles().isEmpty)
    try waitUntil { try !installation.database.isAwaited("report_pipeline_coverage_fact") }
    try expectCompleteness()
  }

  /// Locks the tenant's row, so that the run waits before it publishes.
  private func holdBackPublishing() throws {
    try installation.database.load(
      "INSERT INTO report_tenant (tenant_id, slug) VALUES ('\(SmallCRM.acme)', 'acme')")
    try blocker.executeScript("BEGIN; SELECT * FROM report_tenant FOR UPDATE")
  }
}
