/// The exact numbers of a coverage report.
struct CoverageTable {
  private let section: String
  private let facts: CoverageFacts
  private let entries: [CoverageEntry]

  /// - Parameter precedes: the order of the chart; rows that it leaves open stay in the order of the files.
  init(in section: String, _ facts: CoverageFacts, _ precedes: (CoverageEntry, CoverageEntry) -> Bool) throws
  {
    self.section = section
    self.facts = facts
    let isWhole = facts.entries.count <= ExactTable.maxRows
    entries =
      isWhole
      ? facts.entries.sorted { left, right in
        if left.kind != right.kind { return left.kind < right.kind }
        if precedes(left, right) { return true }
        return !precedes(right, left) && left.place < right.place
      } : facts.entries.prefix(ExactTable.maxRows / 2) + facts.entries.suffix(ExactTable.maxRows / 2)
  }

  var markup: Markup {
    get throws {
      let rows = try facts.table.rows(at: Set(entries.map(\.place)))
      var groups: [ExactTable.Group] = []
      for kind in CoverageEntry.Kind.allCases {
        let rows = entries.filter { $0.kind == kind }.compactMap { rows[$0.place] }.map(row)
        if !rows.isEmpty { groups.append(ExactTable.Group(name: kind.heading, rows: rows)) }
      }
      let failed = facts.table.failedRows(named: "principal_id")
      if !failed.isEmpty { groups.append(ExactTable.Group(name: "Failed runs", rows: failed)) }
      let omitted = facts.entries.count - entries.count
      return ExactTable(
        section: section, summary: facts.table.summary(rows: facts.entries.count, omitted: omitted),
        columns: [
          .text("Team or person"), .number("Target"), .number("Won"), .number("Left"), .number("Open"),
          .number("Open ÷ target"), .number("Open ÷ left"),
        ],
        groups: groups, omitted: omitted, csv: facts.table.csv
      ).markup
    }
  }

  private func row(_ row: FactRow) -> ExactTable.Row {
    ExactTable.Row(
      name: facts.name(row).markup,
      cells: [
        row["target_amount"], row["won_amount"], row["remaining_target_amount"], row["open_amount"],
        row["coverage_ratio"], row["remaining_coverage_ratio"],
      ], runID: row["run_id"])
  }
}
