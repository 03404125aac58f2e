internal import Comparisons
internal import Reports

/// The text output of `diff`: one line for each metric that differs.
struct DiffText {
  let series: FactSeries
  let subject: ComparisonSubject
  var showsIDs = false
  /// How many of the rows that differ are shown.
  var limit = Int.max
  /// The columns of the terminal; nil if it is none.
  var width: Int?

  private var names: [String] { series.points.map { $0.name(among: series.points) } }

  private var places: [String] { zip(series.points, names).map { $0.isLive ? $1 : "in \($1)" } }

  /// Where a deal can be in several rows, which is no error in the data.
  private var repetition: String {
    Axis.principals.dimensions.allSatisfy(series.report.dimensions.map(\.name).contains)
      ? " (a deal counts in each row that it is in)" : ""
  }

  var text: StyledText { lines.joined }

  private var lines: [StyledText] {
    let difference = DiffDocument(series, subject)
    let rows = difference.rows
    let count = { (status: DiffDocument.Status) in rows.filter { $0.status == status }.count.grouped }
    var lines: [StyledText] = [
      StyledText("\(subject.title): \(title)", .heading),
      StyledText(
        "\(count(.changed)) changed, \(count(.removed)) only \(places[0]), "
          + "\(count(.added)) only \(places[1]), \(difference.same.grouped) unchanged"),
    ]
    lines += ComparisonNotices.lines(series, metrics: series.report.metrics.map(\.name))
    lines += series.comparableSums.filter { $0.before != $0.after }.map {
      "\($0.column) of all rows: \($0.before.grouped) \(places[0]), \($0.after.grouped) \(places[1]), net \(signed($0.change).grouped)\(repetition)"
    }
    if !rows.isEmpty { lines += [""] + table(rows.prefix(limit)).lines(within: width) }
    if rows.count > limit { lines.append("… and \(counted(rows.count - limit, "more row")) that differ") }
    return lines + explanations(rows)
  }

  /// Two points, or one and the CRM as it is now.
  private var title: String {
    guard series.points[1].isLive else { return "\(names[0]) and \(names[1])" }
    return "\(names[0]) as published, and as the CRM would give it now"
  }

  private func table(_ rows: ArraySlice<DiffDocument.Row>) -> TextTable {
    let about = DimensionColumns(
      series.report, series.report.dimensions.map(\.name), showsIDs: showsIDs)
    let metrics = series.report.metrics.map(\.name)
    return TextTable(
      columns: about.columns + [TextTable.Column(title: "metric", isWhole: true)]
        + (names + ["change"]).map { TextTable.Column(title: $0, isNumber: true) },
      rows: rows.flatMap { row in
        let cells = about.cells { row.dimensions[$0] ?? row.names[$0] ?? nil }
        return metrics.compactMap { name in
          row.metrics[name].map { cells + [name, $0.before, $0.after, $0.change] }
        }
      })
  }

  /// The commands that list the deals behind the first rows that differ from now.
  private func explanations(_ rows: [DiffDocument.Row]) -> [StyledText] {
    guard series.points[1].isLive else { return [] }
    let ofRow = series.report.dimensions.map(\.name).filter { !series.report.runDimensions.contains($0) }
    let commands = rows.compactMap { row in
      row.beforeRunID.map { run in
        // An empty value is an empty cell.
        let options = ofRow.map { " --row \($0)=\((row.dimensions[$0] ?? nil) ?? "")" }
        return "  dyno-reports explain \(run)\(options.joined())"
      }
    }
    guard !commands.isEmpty else { return [] }
    let shown = 3
    let more = commands.count > shown ? ["  … --json has the run of each row"] : []
    return ["", "The deals behind a row, as they are now:"]
      + (commands.prefix(shown) + more).map { StyledText($0) }
  }

  private func signed(_ change: String) -> String { change.hasPrefix("-") ? change : "+\(change)" }
}
