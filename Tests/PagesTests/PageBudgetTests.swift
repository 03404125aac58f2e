import Testing

@testable import Pages

/// However long the names are, a page stays in its budget, and says what it leaves out.
struct PageBudgetTests {
  private func section(_ id: String, rows: Int, nameLength: Int, files: [String] = ["a.csv.gz"])
    -> PageSection
  {
    let lines = (0..<rows).map { row in
      ExactTable.Row(
        name: ShownName("\(row) " + String(repeating: "x", count: nameLength), id: nil).markup, cells: ["1"],
        runID: "run")
    }
    return PageSection(
      id: id, title: id, question: "?",
      content: .finding(
        "All.", "",
        ExactTable(
          section: id, summary: TableSummary(rows: rows, failedRuns: 0, files: files),
          columns: [.text("Name"), .number("Number")], groups: [ExactTable.Group(name: "People", rows: lines)]
        )))
  }

  private func places(_ section: PageSection) throws -> [Int] {
    let page = try PageParser.parse("<!DOCTYPE html>\n" + section.markup.text)
    return try PageTable(page, section: section.id).rows.compactMap { row in
      Int(row.split(separator: " | ")[1].split(separator: " ")[0])
    }
  }

  @Test func whatFitsIsWhole() throws {
    let sections = [section("a", rows: 5_000, nameLength: 30), section("b", rows: 5_000, nameLength: 30)]
    let fitted = PageBudget.fitted(sections, before: "")
    #expect(try fitted.map(places) == [Array(0..<5_000), Array(0..<5_000)])
  }

  @Test func longTablesHaveTheSameLimitAndShortOnesStayWhole() throws {
    let sections = [
      section("a", rows: 5_000, nameLength: 300), section("b", rows: 300, nameLength: 300),
      section("c", rows: 4_000, nameLength: 600),
    ]
    let whole = sections.map(\.markup.text.utf8.count).reduce(0, +)
    try #require(whole > 3_000_000)
    let end = Markup(stringLiteral: String(repeating: "e", count: 300_000))
    let fitted = PageBudget.fitted(sections, before: end)
    let bytes = fitted.map(\.markup.text.utf8.count).reduce(0, +) + 300_000
    #expect(bytes < PageBudget.page && bytes > PageBudget.page - 60_000)
    let places = try fitted.map(places)
    #expect(places[1] == Array(0..<300))
    let half = places[0].count / 2
    #expect(places[0] == Array(0..<half) + Array(5_000 - half..<5_000))
    #expect(places[2] == Array(0..<half) + Array(4_000 - half..<4_000))
    let page = try PageParser.parse("<!DOCTYPE html>\n" + fitted[0].markup.text)
    let table = try PageTable(page, section: "a")
    let (shown, omitted) = (HandRounding.rounded("\(half * 2)"), HandRounding.rounded("\(5_000 - half * 2)"))
    #expect(table.summary == "\(shown) of 5,000 rows with exact amounts and run ids")
    #expect(table.rest == "\(omitted) rows in the middle are left out here. All are in a.csv.gz.")
  }

  /// Such a page is too long anyway, but not without an end of its tables.
  @Test func aTableHasSomeRowsWhateverElseThereIs() throws {
    let end = Markup(stringLiteral: String(repeating: "e", count: 3_000_000))
    let fitted = PageBudget.fitted([section("a", rows: 5_000, nameLength: 30)], before: end)
    #expect(try fitted.map(places) == [Array(0..<50) + Array(4_950..<5_000)])
  }

  @Test func allFilesOfATableAreNamed() {
    func rest(_ files: [String], omitted: Int = 2) -> String {
      TableSummary(rows: 9, failedRuns: 0, files: files).rest(omitted: omitted).text
    }
    #expect(rest(["a"], omitted: 0).isEmpty)
    #expect(rest(["a"], omitted: 1).contains("1 row in the middle is left out here. All are in a."))
    #expect(rest(["a", "b"]).contains("2 rows in the middle are left out here. All are in a and b."))
    #expect(rest(["a", "b", "c"]).contains("All are in 3 files, from a to c."))
    #expect(rest([]).contains("All are in the data files."))
  }

  @Test func whatStandsOnAClosedTable() {
    func title(_ rows: Int, omitted: Int = 0, failed: Int = 0, name: String? = nil) -> String {
      TableSummary(rows: rows, failedRuns: failed, files: [], name: name).title(omitted: omitted)
    }
    #expect(title(1) == "The row with exact amounts and run ids")
    #expect(title(1_040, failed: 1) == "All 1,040 rows with exact amounts and run ids; 1 run failed")
    #expect(
      title(1_040, omitted: 40, failed: 2)
        == "1,000 of 1,040 rows with exact amounts and run ids; 2 runs failed")
    #expect(title(5, name: "By pipeline") == "By pipeline")
    #expect(title(5, omitted: 2, name: "By pipeline") == "By pipeline, 3 of 5 rows")
  }
}
