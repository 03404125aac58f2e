/// What a table says about itself: how many of the rows it has, and where all of them are.
struct TableSummary {
  /// Of the report, or of the table where it does not have the report's rows.
  let rows: Int
  let failedRuns: Int
  /// The paths of the data files that have all rows.
  let files: [String]
  /// What the rows are, if they are not the report's.
  var name: String?

  /// What stands on the closed table: `All 40 rows with exact amounts and run ids; 1 run failed`.
  func title(omitted: Int) -> String {
    let part = "\(ExactNumber(rows - omitted).grouped()) of \(counted(rows, "row"))"
    let failed = failedRuns > 0 ? "; \(counted(failedRuns, "run")) failed" : ""
    if let name { return (omitted > 0 ? "\(name), \(part)" : name) + failed }
    let shown = omitted > 0 ? part : rows == 1 ? "The row" : "All \(counted(rows, "row"))"
    return "\(shown) with exact amounts and run ids\(failed)"
  }

  /// What stands below it; nothing if it has all rows.
  func rest(omitted: Int) -> Markup {
    guard omitted > 0 else { return "" }
    let rows: Markup =
      omitted == 1
      ? "1 row in the middle is" : "\(ExactNumber(omitted).grouped()) rows in the middle are"
    return "<p class=\"q\">\(rows) left out here. All are in \(place).</p>\n"
  }

  private var place: String {
    guard let first = files.first, let last = files.last else { return "the data files" }
    switch files.count {
    case 1: return first
    case 2: return "\(first) and \(last)"
    default: return "\(counted(files.count, "file")), from \(first) to \(last)"
    }
  }
}
