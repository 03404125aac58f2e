import Foundation
import Testing
import TestingDatabase

/// A schedule whose periods are workbooks too, from the file to `verify`.
struct WorkbookRunTests {
  private let installation: Installation
  private static let workbook = "tenant=acme/xlsx/schedule=monthly/period=2026-10/acme_monthly_2026-10.xlsx"

  init() throws {
    installation = try Installation(files: ["acme.yaml": Installation.acme + "\n    exports: [csv, xlsx]"])
  }

  private func workbooks() throws -> [String: Data] {
    try installation.publishedFiles().filter { $0.key.hasSuffix(".xlsx") }
  }

  private func restate(_ more: String...) throws -> Shell.Result {
    try installation.run(
      ["restate", "--reason", "again", "--from", "2026-10-01", "--to", "2026-11-01"] + more)
  }

  @Test func aRunPublishesAWorkbookThatIsLookedAfter() throws {
    let plan = try installation.run("plan", "--at", Installation.at)
    #expect(plan.output.contains("compute pipeline_coverage; publish csv and xlsx"), "\(plan)")
    #expect(try installation.tick().status == 0)
    let before = try workbooks()
    #expect(before.keys.sorted() == [Self.workbook])
    #expect(try installation.run("verify").status == 0)

    // Damage is found, and export mends it with the same bytes.
    let path = URL(filePath: installation.exports.path + "/" + Self.workbook)
    try Data("damaged".utf8).write(to: path)
    let damaged = try installation.run("verify")
    #expect(
      damaged.status == 1 && (damaged.output + damaged.errors).contains("acme_monthly_2026-10.xlsx"),
      "\(damaged)")
    #expect(try installation.run("export").status == 0)
    #expect(try workbooks() == before)
    #expect(try installation.run("verify").status == 0)
  }

  @Test func aRestatementHasAWorkbookOfItsOwn() throws {
    #expect(try installation.tick().status == 0)
    let before = try workbooks()
    #expect(try restate("--dry-run").output.contains("publish csv and xlsx"))
    #expect(try restate().status == 0)
    let after = try workbooks()
    // Superseded ones are not kept.
    #expect(after.keys.sorted() == [Self.workbook] && after != before)
    #expect(try installation.run("verify").status == 0)
    // A schedule that does without takes it away.
    try installation.replaceSchedule(Installation.acme)
    #expect(try restate().status == 0)
    #expect(try workbooks().isEmpty)
    #expect(try installation.run("verify").status == 0)
  }

  /// The files for programs of an empty report are the same in all revisions; the workbook is not.
  @Test func skipSeesAWorkbookThatWasPublishedAlone() throws {
    try installation.database.load(
      "DELETE FROM deal_pipeline_stage_state; DELETE FROM deal; DELETE FROM sales_target")
    #expect(try installation.tick().status == 0)
    #expect(try restate().status == 0)
    try installation.database.load(
      "UPDATE report_occurrence SET state = 'COMPUTED', files = NULL, views = NULL WHERE revision = 2")
    let manifest = URL(filePath: installation.exports.path + "/tenant=acme/manifest.json")
    let text = try String(contentsOf: manifest, encoding: .utf8)
    try Data(text.replacing(/"parts" ?: ?\[[^\]]*\]/, with: "\"parts\": []").utf8).write(to: manifest)
    let skip = try installation.run("skip", "--from", "2026-10-01", "--to", "2026-11-01")
    #expect(skip.status == 1 && skip.errors.contains("`run` completes it"), "\(skip)")
  }

  /// With a program that can load a page or a workbook alone, the numbers would not be final.
  @Test func aWorkbookAloneIsRefused() throws {
    try installation.replaceSchedule(Installation.acme + "\n    exports: [xlsx]")
    let check = try installation.run("check")
    #expect(
      check.status == 78 && (check.output + check.errors).contains("`exports` has only formats for people"),
      "\(check)")
  }
}
