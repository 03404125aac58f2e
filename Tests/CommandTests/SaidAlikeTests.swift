import Foundation
import Testing
import TestingDatabase

/// What is wrong with a tenant or its files is said by every command that meets it, and not by `run` alone.
struct SaidAlikeTests {
  private let installation: Installation
  private static let commands: [[String]] = [
    ["run", "--at", Installation.at], ["plan", "--at", Installation.at], ["doctor"], ["verify"], ["export"],
    ["skip", "--from", "2026-10-01", "--to", "2026-11-01"],
    ["restate", "--reason", "x", "--from", "2026-10-01", "--to", "2026-11-01", "--dry-run"],
    ["backfill", "--from", "2026-08-01", "--to", "2026-09-01"],
  ]

  init() throws {
    installation = try Installation()
    #expect(try installation.tick().status == 0)
  }

  private func move(_ path: String, to other: String) throws {
    try FileManager.default.moveItem(
      atPath: installation.exports.path + "/" + path, toPath: installation.exports.path + "/" + other)
  }

  @Test(arguments: commands + [["status"], ["trend"]])
  func aChangedSlug(command: [String]) throws {
    try installation.replaceSchedule(Installation.acme.replacing("slug: acme", with: "slug: other"))
    let report = command == ["trend"] ? ["--report", "pipeline_overview"] : []
    let result = try installation.run(command + report)
    #expect(result.status == (command == ["verify"] ? 1 : 78), "\(result)")
    #expect((result.output + result.errors).contains("published under the slug `acme`"), "\(result)")
    #expect(try installation.exports.files().keys.allSatisfy { !$0.contains("tenant=other") })
  }

  /// Another database that publishes into the same folder, and knows nothing of what is there.
  @Test(arguments: commands.filter { !["restate", "skip"].contains($0[0]) })
  func twoDatabases(command: [String]) throws {
    let other = try Installation()
    let result = try other.run(command + ["--exports", installation.exports.path])
    #expect(result.status == (command == ["verify"] ? 1 : 78), "\(result)")
    #expect((result.output + result.errors).contains("does not know"), "\(result)")
  }

  /// Two tenants of different databases with one slug.
  @Test(arguments: commands.filter { !["restate", "skip"].contains($0[0]) })
  func twoTenants(command: [String]) throws {
    let id = "11111111-2222-4333-8444-555555555555"
    let other = try Installation(
      SmallCRM.script(for: [try #require(UUID(uuidString: id))]),
      files: ["acme.yaml": Installation.acme.replacing("6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11", with: id)])
    let result = try other.run(command + ["--exports", installation.exports.path])
    #expect(result.status == (command == ["verify"] ? 1 : 78), "\(result)")
    #expect((result.output + result.errors).contains("another tenant's"), "\(result)")
  }

  /// Where the exports folder is, is the administrator's choice.
  @Test(arguments: commands.filter { $0[0] != "skip" } + [["recipes", "duckdb"], ["verify", "--offline"]])
  func anExportsFolderThatIsALink(command: [String]) throws {
    let folder = TemporaryFolder()
    let link = folder.path + "/exports"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: installation.exports.path)
    let result = try installation.run(command + ["--exports", link])
    #expect(result.status == 0, "\(result)")
  }

  @Test func aFolderWhereAFileBelongsIsNamed() throws {
    try move("tenant=acme/manifest.json", to: "manifest.json")
    try FileManager.default.createDirectory(
      atPath: installation.exports.path + "/tenant=acme/manifest.json", withIntermediateDirectories: false)
    let result = try installation.run("run", "--at", "2026-12-03T00:00:00Z")
    #expect(result.status == 73, "\(result)")
    #expect(
      result.errors.contains("a file to \(installation.exports.path)/tenant=acme/manifest.json"), "\(result)")
    #expect(result.errors.contains("`dyno-reports export` sets it aside"), "\(result)")
    #expect(try installation.run("export").status == 0)
    #expect(try installation.run("verify").status == 0)
  }

  @Test func aTreeThatIsALinkIsNamedAsOne() throws {
    try move("tenant=acme", to: "moved")
    try FileManager.default.createSymbolicLink(
      atPath: installation.exports.path + "/tenant=acme", withDestinationPath: "moved")
    for command in [["run", "--at", "2026-12-03T00:00:00Z"], ["doctor"], ["export"]] {
      let result = try installation.run(command)
      #expect(result.status == 73 || result.status == 78, "\(result)")
      #expect(
        (result.output + result.errors).contains("cannot use a link or a special file as a folder"),
        "\(result)")
    }
  }
}
