/// A table of exact numbers, names first and the id of the run last.
struct ExactTable {
  /// More rows than these are not all in the table: the first and the last half of them are, and the CSV has the rest.
  static let maxRows = FactTable.maxKept
  /// Longer tables are not printed.
  private static let maxPrintedRows = 200

  struct Column {
    let heading: String
    let isText: Bool

    static func text(_ heading: String) -> Column { Column(heading: heading, isText: true) }
    static func number(_ heading: String) -> Column { Column(heading: heading, isText: false) }
  }

  /// Rows with a common heading.
  struct Group {
    /// Empty if the table has only one.
    let name: String
    var rows: [Row]
  }

  struct Row {
    let name: Markup
    /// One for each column after the first; nil for NULL. Or a single one, which takes all of them.
    let cells: [String?]
    /// nil in a row that sums up others.
    let runID: String?
    var isMessage = false
  }

  /// The title of its section.
  let section: String
  /// What stands on the closed table.
  let summary: String
  /// The first is the heading of the names.
  let columns: [Column]
  let groups: [Group]
  /// How many rows are not in it.
  var omitted = 0
  var csv = ""
  /// Whether it is open from the start.
  var isOpen = false

  var markup: Markup {
    let rows = groups.map(\.rows.count).reduce(0, +)
    let isLong = rows > Self.maxPrintedRows
    let bodies = groups.map(body)
    return """
      <details class="rows\(isLong ? " long" : "")"\(isOpen ? " open" : "")><summary>\(summary)</summary>\
      \(isLong ? "<p class=\"unprinted\">(not printed)</p>" : "" as Markup)\
      <div class="scroll" role="region" tabindex="0" aria-label="\(section): \(summary)"><table class="runs"><thead><tr>\(head)</tr>\
      </thead>\(bodies)</table></div>\(rest)</details>
      """
  }

  private var head: Markup {
    let cells: [Markup] = columns.enumerated().map { index, column in
      "<th scope=\"col\"\(column.isText || index == 0 ? " class=\"t\"" : "" as Markup)>\(column.heading)</th>"
    }
    return "\(cells)<th scope=\"col\" class=\"t\">Run id</th>"
  }

  private func body(_ group: Group) -> Markup {
    let heading: Markup =
      group.name.isEmpty
      ? ""
      : "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"\(columns.count + 1)\"><bdi>\(group.name)</bdi></th></tr>"
    return "<tbody>\(heading)\(group.rows.map(row))</tbody>"
  }

  private func row(_ row: Row) -> Markup {
    let cells: [Markup] =
      row.isMessage
      ? ["<td class=\"warn\" colspan=\"\(columns.count - 1)\">\(row.cells.first.flatMap(\.self) ?? "")</td>"]
      : zip(columns.dropFirst(), row.cells).map { column, value in
        let text = value.map { column.isText ? $0 : ExactNumber.grouped($0) } ?? "–"
        return "<td\(column.isText ? " class=\"t\"" : "" as Markup)>\(text)</td>"
      }
    return "<tr><th scope=\"row\">\(row.name)</th>\(cells)<td>\(row.runID ?? "")</td></tr>\n"
  }

  private var rest: Markup {
    guard omitted > 0 else { return "" }
    return """
      <p class="q">\(ExactNumber(omitted).grouped()) rows in the middle are left out here. All are in \(csv).</p>
      """
  }
}
