internal import Calendars
internal import DisplayWidth
internal import Reports
internal import Runs
internal import Schedules

/// The text output of `explain`: the sums of each row, and the largest deals.
struct ExplanationText {
  let explanation: Explanation
  let tenant: Tenant
  let showsIDs: Bool
  /// The columns of the terminal; nil if it is none.
  let width: Int?

  private var run: RunHeader { explanation.run }

  /// - Parameter deals: rows with the explanation's columns.
  func render(_ deals: [[String?]]) -> StyledText {
    var lines = heading + [""]
    guard !explanation.rows.isEmpty else {
      return (lines + ["The run has no rows, and no deals stand behind it now."]).joined
    }
    lines += sums.lines(within: width)
    let unreportable = explanation.metrics.map(\.name).filter { metric in
      explanation.rows.contains { $0.sums[metric]?.now.map { !$0.contains(/[0-9]/) } ?? false }
    }
    if !explanation.hasFailed, !unreportable.isEmpty {
      lines += [
        StyledText(
          "Computed now, the run would fail: a value behind \(unreportable.joined(separator: ", ")) is not a number.",
          .bad)
      ]
    }
    if changed {
      lines += [
        "What counted then and does not now, as it was deleted or changed, is in the difference alone."
      ]
    }
    lines += ["", StyledText(counts)] + list(deals) + rest(deals.count)
    return lines.joined
  }

  private var heading: [StyledText] {
    let report = explanation.report
    let row = explanation.rows.first
    let about = DimensionColumns(report, report.runDimensions, showsIDs: showsIDs).cells { column in
      if let row { return row.dimensions[column] ?? row.names[column] ?? nil }
      // Without a row, the run itself says what it is about.
      if case .text(let id)? = run.parameters[column] { return id }
      return nil
    }
    let period = run.window(in: tenant.calendar)?.label ?? run.period ?? "-"
    let subject = [run.report + ":", period] + about.compactMap(\.self)
    let error = run.errorMessage.map { [StyledText("FAILED: \($0)", .bad)] } ?? []
    return [
      StyledText("\(tenant.slug) \(run.schedule) \(subject.joined(separator: " "))", .heading),
      StyledText(
        "run \(run.id), revision \(run.revision), snapshot \(run.snapshotToTheSecond)"
          + (run.parameters.isReconstructed
            ? ", reconstructed: where deals stood by the history of stages" : "")),
    ] + error
  }

  /// The dimensions in which the run's rows differ.
  private var rowColumns: DimensionColumns {
    let own = explanation.report.runDimensions
    let others = explanation.report.dimensions.map(\.name).filter { !own.contains($0) }
    return DimensionColumns(explanation.report, others, showsIDs: showsIDs)
  }

  private var sums: TextTable {
    TextTable(
      columns: rowColumns.columns + [TextTable.Column(title: "metric", isWhole: true)]
        + ["run", "now", "difference"].map { TextTable.Column(title: $0, isNumber: true) },
      rows: explanation.rows.flatMap { row in
        let about = rowColumns.cells { row.dimensions[$0] ?? row.names[$0] ?? nil }
        return explanation.metrics.map { metric in
          let sum = row.sums[metric.name]
          return about + [metric.name, sum?.stored, sum?.now, sum?.difference]
        }
      })
  }

  private var changed: Bool {
    explanation.rows.contains { row in
      row.sums.values.contains { $0.difference?.contains(/[1-9]/) ?? false }
    }
  }

  private var counts: String {
    let touched = explanation.touchedDeals
    let all = "\(counted(explanation.deals, "deal")) now"
    guard explanation.hasFailed else {
      return "\(all), \(touched.grouped) of them changed since the snapshot" + (touched > 0 ? " (*)." : ".")
    }
    guard !explanation.listsFailingOnly else {
      return
        "\(all). These make the run fail: the value of the column in `fault` is NaN or infinite, or in another currency."
    }
    let tooLarge = explanation.metrics.map(\.name).filter { metric in
      explanation.rows.contains { $0.sums[metric]?.isTooLarge ?? false }
    }
    guard tooLarge.isEmpty else {
      return
        "\(all). No single one makes the run fail: only the sum of \(tooLarge.joined(separator: " and ")) is too large."
    }
    return
      "\(all). None of them makes the run fail: the fault is not about single deals, or it was corrected since."
  }

  /// The table of the deals, without those of the columns that the terminal has no room for, which a line names.
  private func list(_ deals: [[String?]]) -> [StyledText] {
    guard !deals.isEmpty else { return [] }
    // Dimensions and their names stand before the deal, and those of the whole run in the heading.
    let dimensions = explanation.report.dimensions.map(\.name)
    let named = Set(explanation.columns.compactMap(\.nameOf))
    let positions = self.positions
    let isUsed = { (column: Column) in
      positions[column.nameOf ?? column.name].map { index in
        // A number that is 0 for all of them says nothing.
        deals.contains { deal in deal[index].map { !column.isNumber || $0.contains(/[1-9a-zA-Z]/) } ?? false }
      } ?? false
    }
    var shown = explanation.columns.filter { column in
      !dimensions.contains(column.nameOf ?? column.name) && column.name != "is_touched"
        && (showsIDs || !named.contains(column.name)) && isUsed(column)
    }
    var leftOut: [String] = []
    if let width {
      let needed = table(of: deals, shown.filter { !isDispensable($0) })
      // Whole ids are worth more than other columns, if there is room for them at all.
      let shortensIDs = !isWhole(needed, width)
      while shortensIDs ? !table(of: deals, shown).fits(width) : !isWhole(table(of: deals, shown), width),
        let last = shown.lastIndex(where: isDispensable)
      {
        leftOut.insert(title(shown.remove(at: last)), at: 0)
      }
    }
    let lines = table(of: deals, shown).lines(within: width)
    let note: [StyledText] =
      leftOut.isEmpty
      ? [] : ["No room for \(leftOut.joined(separator: ", ")); `--csv` and `--json` have them."]
    return [""] + lines + note
  }

  private func isWhole(_ table: TextTable, _ width: Int) -> Bool {
    table.lines.allSatisfy { $0.description.displayWidth <= width }
  }

  /// What a deal adds to the numbers, and why it makes a run fail, is not.
  private func isDispensable(_ column: Column) -> Bool {
    !["deal_id", "fault"].contains(column.name) && !explanation.metrics.contains { $0.name == column.name }
  }

  private var positions: [String: Int] {
    Dictionary(uniqueKeysWithValues: explanation.columns.enumerated().map { ($1.name, $0) })
  }

  private func table(of deals: [[String?]], _ shown: [Column]) -> TextTable {
    let positions = self.positions
    let isTouched = { (deal: [String?]) in positions["is_touched"].map { deal[$0] } == "true" }
    let marks = deals.contains(where: isTouched)
    return TextTable(
      columns: (marks ? [TextTable.Column(title: "")] : []) + rowColumns.columns
        + shown.map {
          TextTable.Column(title: title($0), isNumber: $0.isNumber, isWhole: $0.type == .instant)
        },
      rows: deals.map { deal in
        let value = { (column: String) in positions[column].flatMap { deal[$0] } }
        return (marks ? [isTouched(deal) ? "*" : ""] : []) + rowColumns.cells(value)
          + shown.map { cell($0, value) }
      })
  }

  private func title(_ column: Column) -> String {
    column.nameOf.map { String($0.dropLast(3)) } ?? column.name
  }

  /// Days are enough for people; the other forms have instants.
  private func cell(_ column: Column, _ value: (String) -> String?) -> String? {
    let text = value(column.name)
    if let ids = column.nameOf { return text.map { $0.printableLine.cut(to: 32) } ?? value(ids) }
    guard column.type == .instant, let instant = text.flatMap(Instant.init(iso8601:)) else { return text }
    return "\(tenant.calendar.zone.localDate(at: instant))"
  }

  private func rest(_ shown: Int) -> [StyledText] {
    let more = explanation.entries - shown
    return more > 0
      ? [
        "… and \(more.grouped) more; `--csv` and `--json` have all of them, as has `--limit \(explanation.entries)`."
      ] : []
  }
}
