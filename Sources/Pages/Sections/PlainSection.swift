internal import Exports
internal import Reports
internal import Runs

/// A report that no section is made for, as a table of all that it has.
struct PlainSection {
  let table: FactTable

  func section() throws -> PageSection {
    let report = table.report
    let rows = try table.ends
    return PageSection(
      id: report.type.replacing("_", with: "-"), title: report.title, question: report.question,
      content: .ofNoRows(table, count: rows.count, reason: "The report has no rows for this window.")
        ?? .finding("\(counted(rows.count, "row")).", "", exact(rows)))
  }

  private func exact(_ rows: Ends<FactRow>) -> ExactTable {
    let report = table.report
    let names = report.dimensions.map { dimension in
      (id: dimension, name: report.columns.first { $0.nameOf == dimension.name })
    }
    let metrics = report.metrics.filter { $0.nameOf == nil }
    let lines = rows.elements.map { row in
      let name = names.map { dimension, name in
        dimension.type == .uuid
          ? ShownName(name.flatMap { row[$0.name] }, id: row[dimension.name]).text
          : row[dimension.name] ?? "–"
      }
      return ExactTable.Row(
        name: ShownName(name.joined(separator: ", "), id: nil).markup, cells: metrics.map { row[$0.name] },
        runID: row["run_id"])
    }
    return ExactTable(
      section: report.title, summary: table.summary(rows: rows.count),
      columns: [.text("Row")] + metrics.map { $0.isNumber ? .number(words($0)) : .text(words($0)) },
      groups: [ExactTable.Group(name: "", rows: lines)])
  }

  /// `deal_count` as `Deal count`.
  private func words(_ column: Column) -> String {
    let words = column.name.replacing("_", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
