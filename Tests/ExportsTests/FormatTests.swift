import Foundation
import PostgreSQL
import Reports
import Runs
import Testing
import TestingDatabase

@testable import Exports

/// Each format with values that are hard to write, read from PostgreSQL as in a run.
struct FormatTests {
  private let folder = TemporaryFolder()
  private let columns = [
    Column("name", .text(maxLength: 255), nullable: true, role: .dimension, "Text."),
    Column("amount", .decimal(precision: 20, scale: 2), nullable: true, "Money."),
  ]

  /// The text of a CSV file with one row of the two values.
  private func write(
    _ name: String?, _ amount: String?, formulaGuard: Bool = true
  ) throws -> (text: String, changedCells: Int) {
    let path = folder.path + "/\(UUID().uuidString).gz"
    let file = GzippedFile(try ExportFile(path: path, .group), .current)
    var format = CSVFormat(file, columns: columns, formulaGuard: formulaGuard)
    let rows = try TestDatabase(migrated: false).owner.connect()
      .execute("SELECT $1::text, $2::numeric(20,2)", [name, amount])
    try format.write(rows, 0..<rows.count)
    try format.finish()
    _ = try file.finish()
    return (try Shell.output("gzip", "-dc", path), format.changedCells)
  }

  @Test(
    "CSV cells",
    arguments: [
      ("plain", "plain"), ("a,b", #""a,b""#), (#"say "hi""#, #""say ""hi""""#), ("", #""""#),
      ("two\nlines", "two lines"), ("a\r\n\tb", "a b"), ("=1+1", "'=1+1"), ("+x", "'+x"), ("-x", "'-x"),
      ("@x", "'@x"), ("=a,b", #""'=a,b""#), ("a=b", "a=b"), ("  padded ", "  padded "), ("漢字 🎉 é", "漢字 🎉 é"),
    ])
  func csvCell(text: String, cell: String) throws {
    let written = try write(text, "-1.50")
    #expect(written.text == "name,amount\n\(cell),-1.50\n")
    #expect(written.changedCells == (cell.contains("'") || text.contains { "\n\r\n\t".contains($0) } ? 1 : 0))
  }

  @Test func csvNullIsAnUnquotedEmptyField() throws {
    #expect(try write(nil, nil).text == "name,amount\n,\n")
  }

  @Test func theFormulaGuardCanBeTurnedOff() throws {
    let written = try write("=1", nil, formulaGuard: false)
    #expect(written.text == "name,amount\n=1,\n")
  }

  private var report: Report {
    Report(
      type: "sample", title: "", question: "", windowRule: "", columns: [.runID, .tenantID] + columns,
      runDimensions: [], options: [], supportsAllTime: true, sql: "")
  }

  @Test(
    "XML text",
    arguments: [
      ("a<b&c>d", "a&lt;b&amp;c&gt;d"), ("", ""), ("say \"hi\"", "say &quot;hi&quot;"), ("]]>", "]]&gt;"),
      ("two\nlines", "two\nlines"), ("a\rb", "a&#13;b"),
      ("bell\u{7}", "bell\u{FFFD}"), ("\u{1}\u{FFFE}\u{FFFF}x", "\u{FFFD}\u{FFFD}\u{FFFD}x"), ("é 🎉", "é 🎉"),
    ])
  func xmlText(text: String, escaped: String) throws {
    let path = folder.path + "/\(UUID().uuidString).gz"
    let file = GzippedFile(try ExportFile(path: path, .group), .current)
    var format = try XMLFormat(file, report: report, attributes: [("tenant", "a\"<b")])
    let rows = try TestDatabase(migrated: false).owner.connect().execute(
      "SELECT 'r', 't', NULL, NULL, $1::text, NULL", [text])
    try format.write(rows, 0..<rows.count)
    try format.finish()
    _ = try file.finish()
    let document = try Shell.output("gzip", "-dc", path)
    #expect(document.contains("<name>\(escaped)</name></row>"))
    #expect(document.contains("tenant=\"a&quot;&lt;b\""))
    // NULL has no element, and another parser finds the file well-formed.
    #expect(!document.contains("amount"))
    #expect(try Shell.status("sh", "-c", "gzip -dc \"$1\" | xmllint --noout -", "sh", path) == 0)
  }

  @Test func sameRowsGiveTheSameBytesInOneGzipMember() throws {
    let paths = try (0..<2).map { _ in
      let path = folder.path + "/\(UUID().uuidString).gz"
      let file = GzippedFile(try ExportFile(path: path, .group), .current)
      for _ in 0..<20_000 { try unsafe file.write(Array("some,row,of,facts\n".utf8).span.bytes) }
      _ = try file.finish()
      return path
    }
    let bytes = try paths.map { try Data(contentsOf: URL(filePath: $0)) }
    #expect(bytes[0] == bytes[1])
    // Magic, deflate, no flags (no name), time 0.
    #expect(Array(bytes[0].prefix(8)) == [0x1f, 0x8b, 8, 0, 0, 0, 0, 0])
    #expect(try Shell.status("gzip", "-t", paths[0]) == 0)
    let members =
      "import sys,zlib; d=zlib.decompressobj(31); d.decompress(open(sys.argv[1],'rb').read()); sys.exit(len(d.unused_data))"
    #expect(try Shell.status("python3", "-c", members, paths[0]) == 0)
  }
}
