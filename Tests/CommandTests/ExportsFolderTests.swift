import Foundation
import Testing
import TestingDatabase

/// A folder that is not the one of before: the share was not mounted for a while, or another folder was named.
struct ExportsFolderTests {
  private let installation: Installation
  private let elsewhere = TemporaryFolder()

  init() throws {
    installation = try Installation()
    #expect(try installation.tick().status == 0)
  }

  private func run(at instant: String, in folder: TemporaryFolder) throws -> Shell.Result {
    try installation.run("run", "--at", instant, "--exports", folder.path)
  }

  private func expectCompleteness(_ folder: TemporaryFolder, periods: Int) throws {
    let verified = try installation.run("verify", "--exports", folder.path)
    #expect(verified.status == 0, "\(verified)")
    #expect(try PublishedManifest(folder.files()).occurrences.count == periods)
    let sums = try Shell.run(
      ["sh", "-c", "cd \"$1\" && sha256sum --quiet -c SHA256SUMS", "sh", folder.path + "/tenant=acme"])
    #expect(sums.status == 0, "\(sums)")
  }

  @Test func eachFolderIsCompletedByItsNextPublication() throws {
    try installation.database.load("UPDATE deal SET amount = coalesce(amount, 0) + 1")
    let restated = try installation.run(
      "restate", "--reason", "again", "--from", "2026-10-01", "--to", "2026-11-01", "--exports",
      elsewhere.path)
    #expect(restated.status == 0, "\(restated)")
    try expectCompleteness(elsewhere, periods: 1)
    #expect(try run(at: "2026-12-03T00:00:00Z", in: installation.exports).status == 0)
    try expectCompleteness(installation.exports, periods: 2)
    #expect(try run(at: "2027-01-03T00:00:00Z", in: elsewhere).status == 0)
    try expectCompleteness(elsewhere, periods: 3)
    // Nothing is left behind in the first one.
    #expect(try installation.run("export").status == 0)
    try expectCompleteness(installation.exports, periods: 3)
    #expect(try elsewhere.files() == installation.exports.files())
  }

  /// Of a folder with the manifest that was recorded last, nothing else is looked at.
  @Test func theFolderOfBeforeIsNotReadAgain() throws {
    let file =
      "/tenant=acme/csv/report=pipeline_overview/schedule=monthly/period=2026-10/"
      + "pipeline_overview_acme_monthly_2026-10.csv.gz"
    try FileManager.default.removeItem(atPath: installation.exports.path + file)
    #expect(try run(at: "2026-12-03T00:00:00Z", in: installation.exports).status == 0)
    #expect(try installation.run("verify").status == 1)
    // Another folder in between.
    #expect(try run(at: "2027-01-03T00:00:00Z", in: elsewhere).status == 0)
    #expect(try run(at: "2027-02-03T00:00:00Z", in: installation.exports).status == 0)
    try expectCompleteness(installation.exports, periods: 4)
  }

  /// An operator moved a folder to another disk. No link is followed: what is behind it is not in the tree.
  @Test(arguments: ["csv", "csv/report=pipeline_overview"])
  func aLinkedFolderIsWrittenAgain(path: String) throws {
    let folder = installation.exports.path + "/tenant=acme/" + path
    try FileManager.default.moveItem(atPath: folder, toPath: elsewhere.path + "/moved")
    try FileManager.default.createSymbolicLink(atPath: folder, withDestinationPath: elsewhere.path + "/moved")
    #expect(try installation.run("export").status == 0)
    try expectCompleteness(installation.exports, periods: 1)
  }
}
