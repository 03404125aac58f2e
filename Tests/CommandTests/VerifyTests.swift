import Foundation
import Testing
import TestingDatabase

/// Problems that `verify` finds and `export` repairs.
struct VerifyTests {
  private let installation: Installation
  private static let overview =
    "csv/report=pipeline_overview/schedule=monthly/period=2026-10/pipeline_overview_acme_monthly_2026-10.csv.gz"

  init() throws {
    installation = try Installation()
    #expect(try installation.tick().status == 0)
  }

  private func path(_ name: String) -> String { installation.exports.path + "/tenant=acme/" + name }

  private func expectProblem(_ text: String, offlineToo: Bool = true) throws {
    for arguments in offlineToo ? [["verify"], ["verify", "--offline"]] : [["verify"]] {
      let result = try installation.run(arguments)
      #expect(result.status == 1 && result.output.contains(text), "\(result)")
    }
  }

  private func change(_ name: String, _ body: (inout Data) -> Void) throws {
    let url = URL(filePath: path(name))
    var data = try Data(contentsOf: url)
    body(&data)
    try data.write(to: url)
  }

  /// Exports everything again and expects the same files as before.
  private func expectExportMends(_ before: [String: Data]) throws {
    #expect(try installation.run("export").status == 0)
    #expect(try installation.publishedFiles().filter { !$0.key.hasPrefix(".set-aside") } == before)
    for arguments in [["verify"], ["verify", "--offline"]] {
      let result = try installation.run(arguments)
      // Under cron, a run without problems prints nothing.
      #expect(result.status == 0 && result.output.isEmpty && result.errors.isEmpty, "\(result)")
    }
  }

  @Test func publishedTreeIsVerified() throws {
    try expectExportMends(installation.publishedFiles())
    let said = try installation.run("verify", "--verbose")
    #expect(said.output.hasPrefix("acme: 6 data files, ") && said.output.hasSuffix(": all good\n"))
  }

  @Test func flippedBit() throws {
    let before = try installation.publishedFiles()
    try change(Self.overview) { $0[$0.count / 2] ^= 1 }
    try expectProblem("\(Self.overview): was changed")
    try expectExportMends(before)
  }

  @Test func truncatedFile() throws {
    let before = try installation.publishedFiles()
    try change(Self.overview) { $0.removeLast(10) }
    try expectProblem("\(Self.overview): has ")
    try expectExportMends(before)
  }

  @Test(arguments: [overview, "SHA256SUMS", "datapackage.json", "schema/pipeline_coverage-v2.xsd"])
  func missingFile(name: String) throws {
    let before = try installation.publishedFiles()
    try FileManager.default.removeItem(atPath: path(name))
    try expectProblem("\(name): is missing")
    try expectExportMends(before)
  }

  @Test func unknownFile() throws {
    let before = try installation.publishedFiles()
    let name = "csv/report=pipeline_overview/schedule=monthly/period=2026-10/copy of it.csv.gz"
    try Data("mine".utf8).write(to: URL(filePath: path(name)))
    try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: "/etc/passwd")
    try expectProblem("\(name): does not belong here")
    try expectProblem("link: does not belong here")
    try expectExportMends(before)
    // The file is kept elsewhere.
    let kept = try installation.exports.files().filter { $0.key.hasPrefix(".set-aside/acme/") }
    #expect(kept.contains { $0.key.hasSuffix(name) && $0.value == Data("mine".utf8) })
  }

  @Test func linkInPlaceOfAFile() throws {
    let before = try installation.publishedFiles()
    try FileManager.default.moveItem(atPath: path(Self.overview), toPath: path("moved"))
    try FileManager.default.createSymbolicLink(
      atPath: path(Self.overview), withDestinationPath: path("moved"))
    try expectProblem("\(Self.overview): is not a plain file")
    try expectExportMends(before)
  }

  @Test(arguments: [
    "manifest.json", "manifest/monthly-2026.json", "changes/2026-0001.ndjson", "SHA256SUMS",
    "datapackage.json",
    "schema/pipeline_coverage-v2.xsd",
  ])
  func editedMetadataFile(name: String) throws {
    let before = try installation.publishedFiles()
    try change(name) { $0.append(contentsOf: " \n".utf8) }
    // Without the ledger's hashes, only what the manifest has hashes of is compared byte by byte: a newer program
    // may use other texts.
    let isDetectedOffline = name == "SHA256SUMS" || name.hasPrefix("manifest/") || name.hasPrefix("changes/")
    try expectProblem("\(name): does not say what was published", offlineToo: isDetectedOffline)
    try expectExportMends(before)
  }

  @Test(arguments: [
    ("manifest.json", "\"bytes\" : ", "\"bytes\" : 1"),
    ("manifest/monthly-2026.json", "\"rows\": ", "\"rows\": 1"), ("datapackage.json", "sha256:", "sha256:0"),
  ])
  func metadataFileWithWrongContents(name: String, text: String, replacement: String) throws {
    let before = try installation.publishedFiles()
    try change(name) { data in
      data = Data(String(decoding: data, as: UTF8.self).replacing(text, with: replacement).utf8)
    }
    try expectProblem("\(name): does not say what was published", offlineToo: name != "manifest.json")
    try expectExportMends(before)
  }

  /// The files of another program may have other texts, as long as the ledger has their hashes.
  @Test func descriptionsOfAnotherProgramAreAccepted() throws {
    for name in ["datapackage.json", "schema/pipeline_coverage-v2.xsd", "manifest.json"] {
      try change(name) { data in
        let text = String(decoding: data, as: UTF8.self)
        data = Data(
          text.replacing("Pipeline coverage", with: "Another title").replacing("  ", with: "    ").utf8)
      }
      let sum = try #require(Shell.output("sha256sum", path(name)).split(separator: " ").first)
      try installation.database.load(
        "UPDATE report_tenant SET tree_files = jsonb_set(tree_files, ARRAY['others', '\(name)'], '\"\(sum)\"')"
      )
    }
    for arguments in [["verify"], ["verify", "--offline"]] {
      let result = try installation.run(arguments)
      #expect(result.status == 0, "\(result)")
    }
  }

  /// A consistent forgery of the manifest can only be detected with the ledger.
  @Test func forgedManifest() throws {
    let before = try installation.publishedFiles()
    let part = "manifest/monthly-2026.json"
    func sum() throws -> Substring {
      try #require(Shell.output("sha256sum", path(part)).split(separator: " ").first)
    }
    let trueSum = try sum()
    try change(part) { data in
      let text = String(decoding: data, as: UTF8.self)
      data = Data(text.replacing("\"tzdata_version\": \"2", with: "\"tzdata_version\": \"1").utf8)
    }
    let forgedSum = try sum()
    #expect(forgedSum != trueSum)
    try change("manifest.json") { data in
      data = Data(String(decoding: data, as: UTF8.self).replacing(trueSum, with: forgedSum).utf8)
    }
    #expect(try installation.run("verify", "--offline").status == 0)
    try expectProblem("manifest.json: does not say what was published", offlineToo: false)
    try expectExportMends(before)
  }

  @Test func changedFacts() throws {
    try installation.database.load("UPDATE report_pipeline_overview_fact SET total_amount = total_amount + 1")
    try expectProblem("\(Self.overview): does not show the facts in the database", offlineToo: false)
    #expect(try installation.run("verify", "--offline").status == 0)
    // Published periods are final: `export` does not replace them.
    let before = try installation.publishedFiles()
    #expect(try installation.run("export").status == 0)
    #expect(try installation.publishedFiles() == before)
    try FileManager.default.removeItem(atPath: path(Self.overview))
    let export = try installation.run("export")
    #expect(
      export.status == 73
        && export.errors.contains("acme monthly 2026-10 pipeline_overview: \(Self.overview): the facts"),
      "\(export)")
    #expect(
      try installation.publishedFiles() == before.filter { $0.key != "tenant=acme/" + Self.overview })
    #expect(try installation.run("verify").status == 1)
    // Other files are written again all the same.
    try FileManager.default.removeItem(atPath: path("xml"))
    try Data("mine".utf8).write(to: URL(filePath: path("notes.txt")))
    #expect(try installation.run("export", "--json").status == 73)
    let left = try installation.publishedFiles().filter { !$0.key.hasPrefix(".set-aside") }
    #expect(left == before.filter { !$0.key.contains("pipeline_overview/") })
    try installation.database.load("UPDATE report_pipeline_overview_fact SET total_amount = total_amount - 1")
    try expectExportMends(before)
  }

  @Test func exportDoesNotPublishComputedPeriods() throws {
    try installation.database.load("UPDATE report_occurrence SET state = 'COMPUTED', files = NULL")
    let elsewhere = TemporaryFolder()
    #expect(try installation.run("export", "--exports", elsewhere.path).status == 0)
    #expect(try installation.states() == ["COMPUTED"])
  }

  @Test func filesReplacedByFoldersAndViceVersa() throws {
    let before = try installation.publishedFiles()
    try FileManager.default.removeItem(atPath: path(Self.overview))
    try FileManager.default.createDirectory(
      atPath: path(Self.overview) + "/inside", withIntermediateDirectories: true)
    try FileManager.default.removeItem(atPath: path("xml"))
    try Data("no folder".utf8).write(to: URL(filePath: path("xml")))
    try FileManager.default.removeItem(atPath: path("manifest.json"))
    try FileManager.default.createDirectory(atPath: path("manifest.json"), withIntermediateDirectories: true)
    try expectProblem("manifest.json", offlineToo: true)
    try expectExportMends(before)
  }

  @Test func unknownFileIsKeptIfItCannotBeMoved() throws {
    try Data("mine".utf8).write(to: URL(filePath: path("notes.txt")))
    let obstacle = installation.exports.path + "/.set-aside"
    try Data().write(to: URL(filePath: obstacle))
    let failed = try installation.run("export")
    #expect(failed.status == 73 && failed.errors.contains(".set-aside"))
    try FileManager.default.removeItem(atPath: obstacle)
    #expect(try installation.run("export").status == 0)
    let kept = try installation.exports.files().filter { $0.key.hasPrefix(".set-aside/acme/") }
    #expect(kept.values.map { String(decoding: $0, as: UTF8.self) } == ["mine"])
    #expect(try installation.run("verify").status == 0)
  }

  @Test func fileNameThatIsNotUTF8IsReported() throws {
    #expect(
      try Shell.status("sh", "-c", "touch \"$1/$(printf 'b\\377d.csv.gz')\"", "sh", path("csv")) == 0)
    try expectProblem("csv/b\u{FFFD}d.csv.gz: does not belong here")
  }

  @Test func failureOfOneTenantDoesNotStopOthers() throws {
    let both = try Installation(files: ["acme.yaml": Installation.acme, "other.yaml": Installation.other])
    #expect(try both.tick().status == 0)
    let before = try both.publishedFiles().filter { $0.key.hasPrefix("tenant=other/") }
    for slug in ["acme", "other"] {
      try FileManager.default.removeItem(atPath: both.exports.path + "/tenant=\(slug)")
    }
    try Data().write(to: URL(filePath: both.exports.path + "/tenant=acme"))
    let verified = try both.run("verify")
    #expect(verified.status == 1 && verified.output.contains("other: "))
    let exported = try both.run("export")
    #expect(exported.status == 3 && exported.errors.contains("acme: "))
    #expect(try both.publishedFiles().filter { $0.key.hasPrefix("tenant=other/") } == before)
  }

  @Test func recordsOfAnEarlierProgramAreRead() throws {
    try installation.database.load(
      """
      UPDATE report_occurrence SET request = request - 'formula_guard', files = (
        SELECT jsonb_agg(jsonb_set(r, '{files}', (
          SELECT jsonb_agg(f - 'columns') FROM jsonb_array_elements(r -> 'files') AS f)))
        FROM jsonb_array_elements(files) AS r)
      """)
    #expect(try installation.run("export").status == 0)
    #expect(try installation.run("verify").status == 0)
  }

  @Test func reportVersionOfANewerProgramIsRefused() throws {
    try installation.database.load(
      "UPDATE report_occurrence SET request = jsonb_set(request, '{versions,pipeline_overview}', '9')")
    let before = try installation.publishedFiles()
    try expectProblem(
      "cannot be compared with the facts: version 9 of the report `pipeline_overview` is not known",
      offlineToo: false)
    let lost = try Data(contentsOf: URL(filePath: path(Self.overview)))
    try FileManager.default.removeItem(atPath: path(Self.overview))
    for (arguments, status) in [(["export"], 73), (["trend", "--report", "pipeline_overview"], 1)] {
      let result = try installation.run(arguments)
      #expect(
        result.status == Int32(status) && result.errors.contains("version 9 of the report"), "\(result)")
    }
    try lost.write(to: URL(filePath: path(Self.overview)))
    #expect(try installation.publishedFiles() == before)
  }

  @Test func lostTreeIsExportedWithItsHistory() throws {
    try installation.database.load("UPDATE deal SET amount = coalesce(amount, 0) + 1")
    let restated = try installation.run(
      "restate", "--reason", "corrected", "--from", "2026-10-01", "--to", "2026-11-01")
    #expect(restated.status == 0)
    let before = try installation.publishedFiles()
    let history =
      "history/schedule=monthly/period=2026-10/r1/pipeline_overview_acme_monthly_2026-10_r1.csv.gz"
    try change(history) { $0[40] ^= 1 }
    try expectProblem("\(history): was changed")
    try FileManager.default.removeItem(atPath: installation.exports.path + "/tenant=acme")
    #expect(try installation.run("verify", "--offline").output.contains("there is no folder"))
    try expectExportMends(before)
    // The same files can be exported to another folder.
    let elsewhere = TemporaryFolder()
    #expect(try installation.run("export", "--exports", elsewhere.path).status == 0)
    #expect(try elsewhere.files().filter { !$0.key.hasPrefix(".staging") } == before)
  }

  @Test func newExportsFolderGetsAllPublishedPeriods() throws {
    let elsewhere = TemporaryFolder()
    let later = ["--at", "2026-12-03T00:00:00Z", "--exports", elsewhere.path]
    #expect(
      try installation.run("doctor", "--exports", elsewhere.path).output.contains("is it the right folder?"))
    let run = try installation.run(["run", "--verbose"] + later)
    // Only new periods are reported, not those that are written again.
    #expect(
      run.status == 0 && run.output.hasPrefix("acme monthly 2026-11: ")
        && run.output.count { $0 == "\n" } == 1)
    #expect(try installation.run("verify", "--exports", elsewhere.path).status == 0)
    let manifest = try PublishedManifest(elsewhere.files())
    #expect(manifest.occurrences.count == 2)
    // The first folder lacks the new period, and `verify` reports it.
    let behind = try installation.run("verify")
    #expect(behind.status == 1 && behind.output.contains("`dyno-reports export` writes the files again."))
  }

  @Test func runWithNothingToPublishDoesNotTouchTheTree() throws {
    func inodes() throws -> String {
      try Shell.output("find", installation.exports.path + "/tenant=acme", "-printf", "%p %i %T@\\n")
    }
    let before = try inodes()
    #expect(try installation.tick().status == 0)
    #expect(try installation.run("verify").status == 0)
    #expect(try inodes() == before)
  }

  @Test func filesCanBeReadableByTheOwnerOnly() throws {
    let elsewhere = TemporaryFolder()
    let result = try installation.run("export", "--exports", elsewhere.path, "--permissions", "owner")
    #expect(result.status == 0)
    let modes = try Shell.output("find", elsewhere.path + "/tenant=acme", "-printf", "%m %y\\n")
    #expect(Set(modes.split(separator: "\n")) == ["600 f", "700 d"])
    #expect(try installation.run("run", "--permissions", "all").status == 64)
  }

  @Test func scheduleCanTurnTheFormulaGuardOff() throws {
    let text =
      Installation.acme.replacing("- type: pipeline_overview", with: "- type: pipeline_stage_funnel")
      + "\n    formula_guard: false"
    let open = try Installation(
      SmallCRM.script + "UPDATE pipeline_stage SET name = '=1+1'", files: ["acme.yaml": text])
    #expect(try open.tick().status == 0)
    let manifest = try PublishedManifest(open.publishedFiles())
    #expect(manifest.occurrences.map(\.formulaGuard) == [false])
    let file = try #require(
      manifest.occurrences[0].reports[0].files.first { $0.path.hasPrefix("csv/report=pipeline_stage_funnel") }
    )
    #expect(file.changedCells == 0)
    let csv = try Shell.output("gzip", "-dc", open.exports.path + "/tenant=acme/" + file.path)
    #expect(csv.contains(",=1+1,"))
    #expect(try open.run("verify").status == 0)
  }
}
