import Testing

/// The exact table of a section of a page.
struct PageTable {
  let summary: String
  /// Its rows: group, name, cells and run id, with a bar between them. Numbers are without their commas.
  let rows: [String]
  /// What stands below it.
  let rest: String

  init(_ page: PageElement, section: String) throws {
    let section = try #require(page.element(id: section), "no section \(section)")
    let details = try #require(section.all("details", "rows").first)
    summary = details.all("summary")[0].text
    rest = details.elements.filter { $0.name == "p" && $0.classes == ["q"] }.map(\.text).joined()
    let table = details.all("table", "runs")[0]
    let areTexts = table.all("thead")[0].all("th").map { $0.classes.contains("t") }
    rows = table.all("tbody").flatMap { body -> [String] in
      let heading = body.all("tr", "group").map(\.text).joined()
      return body.all("tr").filter { !$0.classes.contains("group") }.map { row in
        let cells = zip(row.elements, areTexts).map { cell, isText in
          isText || cell.classes.contains("warn") ? cell.text : cell.text.replacing(",", with: "")
        }
        return Self.row(heading, cells)
      }
    }
  }

  /// - Parameter cells: the name first, the run id last; nil for nothing.
  static func row(_ group: String, _ cells: [String?]) -> String {
    ([group] + cells.map { $0 ?? "–" }).joined(separator: " | ")
  }
}
