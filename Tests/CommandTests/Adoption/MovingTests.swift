import Foundation
import PostgreSQL
import Runs
import Testing
import TestingDatabase

/// The commands of `docs/moving.md`, as they are written.
struct MovingTests {
  private let installation: Installation
  private let page: DocumentedCommands
  private let before: [String: Data]
  private static let later = "2026-12-03T00:00:00Z"

  init() throws {
    installation = try Installation(files: ["acme.yaml": Installation.acme, "other.yaml": Installation.other])
    page = try DocumentedCommands("docs/moving.md", installation)
    #expect(try installation.tick().status == 0)
    before = try installation.publishedFiles()
  }

  private func run(_ section: String, environment: [String: String] = [:]) throws -> Shell.Result {
    let block = try #require(try page.blocks("sh", in: "## " + section).first)
    let result = try page.run(block, at: Self.later, environment: environment)
    #expect(result.status == 0, "\(result)")
    return result
  }

  private func data(_ folder: TemporaryFolder, _ path: String = "") throws -> [String: Data] {
    try folder.files().filter {
      $0.key.hasPrefix(path) && $0.key.hasSuffix(".gz") && !$0.key.contains("2026-11")
    }
  }

  @Test func toAnotherHost() throws {
    _ = try run("Another host")
    #expect(try data(page.new, "dyno-exports/").count == data(installation.exports).count)
    #expect(try page.new.files().keys.contains { $0.contains("2026-11") })
  }

  @Test func toAnotherFolder() throws {
    _ = try run("Another exports folder")
    let moved = Dictionary(
      uniqueKeysWithValues: try data(page.new).map {
        (String($0.key.dropFirst("dyno-exports/".count)), $0.value)
      })
    #expect(try moved == data(installation.exports))
    let next = try installation.run(
      "run", "--at", Self.later, "--exports", page.new.path + "/dyno-exports", "--verbose")
    #expect(next.status == 0 && next.output.contains("acme monthly 2026-11"), "\(next)")
  }

  @Test func toAnotherDatabase() throws {
    let other = try TestDatabase(migrated: false)
    try other.load(SmallCRM.script)
    let urls = ["NEW_OWNER_URL": other.owner.settings.target, "NEW_URL": other.runtimeURL]
    let result = try run(
      "Another database", environment: urls.merging(["DYNO_REPORTS_SCHEMA": other.schema]) { $1 })
    #expect(result.output.contains("acme monthly 2026-10: taken over"), "\(result)")
    let files = try installation.publishedFiles()
    #expect(before.filter { $0.key.hasSuffix(".gz") }.allSatisfy { files[$0.key] == $0.value })
  }

  @Test func toAnotherScheduleName() throws {
    let file = try #require(try page.blocks("yaml", in: "## A renamed schedule").first)
    try installation.replaceSchedule(file)
    _ = try run("A renamed schedule")
    let files = try installation.publishedFiles()
    #expect(before.filter { $0.key.hasSuffix(".gz") }.allSatisfy { files[$0.key] == $0.value })
    #expect(files.keys.contains { $0.contains("monthly-sales_2026-11") })
    #expect(
      !files.keys.contains { $0.contains("acme_monthly_2026-11") || $0.contains("monthly-sales_2026-10") })
    let restated = try installation.run(
      "restate", "--tenant", "acme", "--schedule", "monthly", "--reason", "x", "--from", "2026-10-01", "--to",
      "2026-11-01")
    #expect(restated.status == 0, "\(restated)")
  }

  @Test func aMergedTenant() throws {
    try installation.database.load(
      "UPDATE deal SET tenant_id = '\(SmallCRM.acme)', id = gen_random_uuid() WHERE tenant_id = '\(SmallCRM.other)'"
    )
    try FileManager.default.removeItem(atPath: installation.schedules.path + "/other.yaml")
    let result = try run("A merged CRM tenant")
    #expect(result.output.contains("pipeline_overview"), "\(result)")
    let files = try installation.publishedFiles()
    #expect(before.filter { $0.key.hasPrefix("tenant=other") }.allSatisfy { files[$0.key] == $0.value })
  }

  /// What cannot be done says so.
  @Test func anotherSlugOrID() throws {
    try installation.replaceSchedule(Installation.acme.replacing("slug: acme", with: "slug: sales"))
    let slug = try installation.run("run", "--at", Self.later, "--tenant", "sales")
    #expect(
      slug.status == 78 && slug.errors.contains("a slug is part of every path and cannot change"), "\(slug)")
    try installation.replaceSchedule(
      Installation.acme.replacing(
        "6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11", with: UUID().uuidString.lowercased()))
    let id = try installation.run("run", "--at", Self.later, "--tenant", "acme")
    #expect(id.status == 78 && id.errors.contains("holds another tenant's files"), "\(id)")
  }
}
