import Foundation
import Testing
import TestingDatabase

/// A tree that somebody made to do harm is refused with the file and the reason, and the database stays as it was.
struct HostileTreeTests {
  private let installation: Installation
  private let tree: EditedTree

  init() throws {
    installation = try Installation()
    #expect(try installation.tick().status == 0)
    tree = EditedTree(installation)
    try installation.database.load(
      "DELETE FROM report_run; DELETE FROM report_change; DELETE FROM report_occurrence; DELETE FROM report_tenant"
    )
  }

  private func expectRefusal(_ reason: String, status: Int32 = 1, _ about: String = "") throws {
    for arguments in [["adopt"], ["adopt", "--without-facts"], ["adopt", "--prefer", "tree", "--dry-run"]] {
      let result = try installation.run(arguments)
      #expect(result.status == status && result.errors.contains(reason), "\(about) \(result)")
      for table in ["report_tenant", "report_occurrence", "report_run", "report_change"] {
        #expect(try installation.count(table) == 0, "\(about) \(table)")
      }
    }
  }

  @Test(arguments: [
    "../../../etc/passwd", "/etc/passwd", "csv/../../x", "manifest.json", "", "csv//x", "csv/\u{0}/x",
    "csv/report=pipeline_overview/schedule=monthly/period=2026-10/pipeline_overview_other_monthly_2026-10.csv.gz",
  ])
  func anotherPath(path: String) throws {
    try tree.editFile("overview_acme_monthly_2026-10.csv.gz") { $0["path"] = path }
    try expectRefusal("lists a file in a place where it cannot be")
  }

  @Test(arguments: [
    ("\"rows\": *[0-9]+", "\"rows\":9223372036854775808"), ("\"rows\": *[0-9]+", "\"rows\":\"many\""),
    ("\"revision\": *1", "\"revision\":\"one\""), ("\"occurrences\": *\\[", "\"occurrences\":[{},"),
    ("\"fence\": *1", "\"fence\":1e300"), ("^", String(repeating: "[", count: 100_000)),
    ("\"tenant\"", "\"tenants\""),
  ])
  func aPartThatIsNone(pattern: String, replacement: String) throws {
    try tree.editPartText { text in
      text.replacingOccurrences(of: pattern, with: replacement, options: .regularExpression)
    }
    try expectRefusal("manifest/monthly-2026.json cannot be read as a part", status: 78)
  }

  @Test(
    arguments: [
      ("revision", 0), ("revision", 1 << 40), ("fence", -1), ("timezone", "../zone"), ("schedule", "a/b"),
      ("snapshot_at", "yesterday"), ("as_of", "2026-13-01T00:00:00Z"), ("sequence", Int.max),
    ] as [(String, any Sendable)])
  func anEntryThatNoProgramWrote(key: String, value: any Sendable) throws {
    try tree.editEntry { $0[key] = value }
    let isOfPart = key == "schedule"
    try expectRefusal(
      isOfPart ? "one that does not belong there" : "says something of it that no program published",
      status: isOfPart ? 78 : 1, key)
  }

  @Test func aPeriodThatIsThereTwice() throws {
    try tree.editPartText { text in
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let entry = try #require(
        lines.first {
          $0.hasPrefix("{\"as_of\"")
            || $0.contains("\"period\"") && $0.hasPrefix("{") && $0.contains("\"reports\"")
        })
      return text.replacing(entry, with: entry + ",\n" + entry)
    }
    try expectRefusal("has an entry twice", status: 78)
  }

  @Test(arguments: ["manifest.json", "manifest/monthly-2026.json", "changes/2026-0001.ndjson"])
  func aDescriptionThatIsTooLarge(path: String) throws {
    let file = try FileHandle(forWritingTo: URL(filePath: tree.folder + "/" + path))
    try file.truncate(atOffset: 64 * 1024 * 1024 + 1)
    try file.close()
    try expectRefusal("\(path) has 67108865 bytes", status: 78)
  }

  @Test(arguments: ["manifest.json", "manifest", "changes"])
  func aLink(path: String) throws {
    try link(path)
    try expectRefusal("leads through a link", status: 78, path)
  }

  /// What is behind a link is not read; the other format proves the rows.
  @Test(arguments: [
    "csv", "csv/report=pipeline_overview/schedule=monthly",
    "xml/report=pipeline_coverage/schedule=monthly/period=2026-10/pipeline_coverage_acme_monthly_2026-10.xml.gz",
  ])
  func aLinkToAFile(path: String) throws {
    try link(path)
    let result = try installation.run("adopt")
    #expect(result.status == 0 && result.errors.contains("is missing or was changed"), "\(result)")
    #expect(try installation.run("verify").status == 1)
  }

  private func link(_ path: String) throws {
    let place = tree.folder + "/" + path
    try FileManager.default.moveItem(atPath: place, toPath: installation.exports.path + "/elsewhere")
    try FileManager.default.createSymbolicLink(
      atPath: place, withDestinationPath: installation.exports.path + "/elsewhere")
  }

  @Test func aPipe() throws {
    for format in ["csv", "xml"] {
      let path = try #require(try tree.paths("overview_acme_monthly_2026-10.\(format).gz").first)
      try FileManager.default.removeItem(atPath: tree.folder + "/" + path)
      #expect(try Shell.status("mkfifo", tree.folder + "/" + path) == 0)
    }
    try expectRefusal("is not a plain file")
  }

  @Test(arguments: ["bytes", "raw_bytes", "rows", "changed_cells"])
  func aNumberThatOverflows(key: String) throws {
    for number in [1 << 53, Int.max, -1] {
      try tree.editFile("overview_acme_monthly_2026-10.csv.gz") { $0[key] = number }
      try expectRefusal("cannot have as many bytes", status: 1, key)
    }
  }

  @Test func aBomb() throws {
    // A gigabyte of spaces in a megabyte.
    let folder = TemporaryFolder()
    let script = "head -c 1000000000 /dev/zero | gzip -1 > \(folder.path)/bomb.gz"
    #expect(try Shell.status("sh", "-c", script) == 0)
    let bomb = try Data(contentsOf: URL(filePath: folder.path + "/bomb.gz"))
    try tree.editFile("overview_acme_monthly_2026-10.xml.gz") { file in
      try tree.write(bomb, to: try #require(file["path"] as? String))
      file["bytes"] = bomb.count
      file["sha256"] = EditedTree.sha256(bomb)
    }
    try expectRefusal("overview_acme_monthly_2026-10.xml.gz has more bytes than the manifest says")
    try tree.editFile("overview_acme_monthly_2026-10.xml.gz") { $0["raw_bytes"] = 1 << 50 }
    try expectRefusal("cannot have as many bytes as the manifest says")
  }

  @Test(arguments: [
    ("?>\n<", "?>\n<!DOCTYPE x [<!ENTITY a \"b\">]>\n<", "has a document type"),
    ("?>\n<", "?>\n<!DOCTYPE x SYSTEM \"file:///etc/passwd\">\n<", "has a document type"),
    ("<deal_count>", "<deal_count>&a;", "is not XML of the report"),
    ("<deal_count>", "<other_count>1</other_count><deal_count>", "is not XML of the report"),
    ("<deal_count>", "<deal_count><b/>", "is not XML of the report"),
    ("</row>", "</row></row>", "is not XML of the report"),
    ("<deal_count>", "<deal_count>one", "values that no program stored"),
    ("<deal_count>", "<deal_count>9223372036854775807", "values that no program stored"),
    ("<deal_count>", "<deal_count>0", "do not make the file"),
    ("<status>", "<status>WON THIS YEAR", "values that no program stored"),
    ("<row>", "<row><run_id>x</run_id>", "is not XML of the report"),
  ])
  func aFileWithOtherRows(old: String, new: String, reason: String) throws {
    try tree.editContent("overview_acme_monthly_2026-10.xml.gz") { text in
      guard let place = text.firstRange(of: old) else { return text }
      return text.replacingCharacters(in: place, with: new)
    }
    let result = try installation.run("adopt")
    #expect(result.status == 1 && result.errors.contains(reason), "\(result)")
    #expect(try installation.count("report_occurrence") == 0 && installation.count("report_tenant") == 0)
  }

  @Test func aRunOfSomethingElse() throws {
    // The ids no longer follow from the parameters; the rows do not either.
    let id = "00000000-0000-8000-8000-000000000000"
    for suffix in ["report_run_acme_monthly_2026-10.xml.gz", "overview_acme_monthly_2026-10.xml.gz"] {
      try tree.editContent(suffix) { text in
        text.replacing(/<run_id>[0-9a-f-]{36}<\/run_id>/, maxReplacements: 1) { _ in "<run_id>\(id)</run_id>"
        }
      }
    }
    let result = try installation.run("adopt")
    #expect(result.status == 1 && result.errors.contains("do not follow from the parameters"), "\(result)")
  }

  @Test func aRunThatIsThereTwice() throws {
    try tree.editContent("report_run_acme_monthly_2026-10.xml.gz") { text in
      text.replacing(/\n<row>.*<\/row>/, maxReplacements: 1) { "\($0.output)\($0.output)" }
    }
    try tree.editFile("report_run_acme_monthly_2026-10.xml.gz") { $0["rows"] = ($0["rows"] as? Int ?? 0) + 1 }
    let result = try installation.run("adopt")
    #expect(result.status == 1 && result.errors.contains("or a run twice"), "\(result)")
    #expect(try installation.count("report_occurrence") == 0)
  }

  @Test func anotherTenantsTree() throws {
    try installation.replaceSchedule(
      Installation.acme.replacing("6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11", with: "\(SmallCRM.other)"))
    try expectRefusal("another tenant's files", status: 78)
  }

  @Test func aTreeInAnotherFolderThanItsOwn() throws {
    try FileManager.default.moveItem(
      atPath: tree.folder, toPath: installation.exports.path + "/tenant=other")
    try expectRefusal("names another slug than its folder", status: 78)
  }
}
