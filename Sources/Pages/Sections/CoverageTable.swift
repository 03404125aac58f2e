/// The exact numbers of a coverage report.
struct CoverageTable {
  /// The title of its section.
  let section: String
  let facts: CoverageFacts
  let highestFirst: Bool
  /// What the chart is ordered by. Rows without come last, in the order of the files, and so do rows with the same.
  let value: (CoverageEntry) -> ExactNumber?

  func exact() throws -> ExactTable {
    let ends = try facts.table.ends
    let entries = ends.elements.map { CoverageEntry($0) }
    // The first and the last of a file are in its order.
    let ordered = ends.omitted > 0 ? entries : inOrderOfChart(entries)
    var groups: [ExactTable.Group] = []
    for kind in PrincipalKind.allCases {
      for entry in ordered where entry.kind == kind { groups.append(row(entry.row), to: kind.heading) }
    }
    groups.append(failedRunsOf: facts.table, named: "principal_id")
    return ExactTable(
      section: section, summary: facts.table.summary(rows: facts.count),
      columns: [
        .text("Team or person"), .number("Target"), .number("Won"), .number("Left"), .number("Open"),
        .number("Open ÷ target"), .number("Open ÷ left"),
      ],
      groups: groups)
  }

  private func inOrderOfChart(_ entries: [CoverageEntry]) -> [CoverageEntry] {
    entries.enumerated().sorted { left, right in
      switch (value(left.element), value(right.element)) {
      case (let mine?, let others?) where mine != others: highestFirst ? mine > others : mine < others
      case (.some, nil): true
      case (nil, .some): false
      default: left.offset < right.offset
      }
    }.map(\.element)
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
