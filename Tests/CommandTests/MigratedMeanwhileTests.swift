import Foundation
import PostgreSQL
import Runs
import Testing
import TestingDatabase

/// A program that was started before a migration and wants to publish after it.
struct MigratedMeanwhileTests {
  @Test func programOlderThanTheDatabasePublishesNothing() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    let before = try installation.publishedFiles()
    let blocker = try installation.database.owner.connect()
    try blocker.executeScript("SET search_path = \(installation.database.schema)")
    try blocker.executeScript("BEGIN; SELECT * FROM report_tenant FOR NO KEY UPDATE")
    let running = try installation.start(["run", "--at", "2026-12-03T00:00:00Z"])
    // The program has computed the period and waits to publish it.
    let observer = try installation.database.owner.connect()
    try waitUntil { try blocker.waiters(observer) == 1 }
    try installation.database.load(
      "INSERT INTO report_migration (version, name, applied_at) VALUES (9999, 'future', now())")
    try blocker.executeScript("ROLLBACK")
    let result = running.wait()
    #expect(result.status == 75 && result.errors.contains("Start the newer program"), "\(result)")
    #expect(try installation.states() == ["PUBLISHED", "COMPUTED"])
    #expect(try installation.publishedFiles() == before)
    // The newer program, which knows the migration, publishes the period.
    try installation.database.load("DELETE FROM report_migration WHERE version = 9999")
    #expect(try installation.run("run", "--at", "2026-12-03T00:00:00Z").status == 0)
    #expect(try installation.states() == ["PUBLISHED", "PUBLISHED"])
  }
}
