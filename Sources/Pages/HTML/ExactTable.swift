/// A table of exact numbers, names first and the id of the run last.
struct ExactTable {
  /// More rows than these are not all in the table: the first and the last half of them are, and the CSV has the rest.
  static let maxRows = 5_000
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

  /// A group as it stands on the page.
  private struct Body {
    let name: String
    let rows: [Markup]
    /// Whether its rows are none of the report's.
    let hasMessages: Bool
  }

  /// The title of its section.
  private let section: String
  private let summary: TableSummary
  private let columns: [Column]
  private var bodies: [Body]
  private let isOpen: Bool

  /// - Parameters:
  ///   - columns: the first is the heading of the names.
  ///   - groups: of the rows that the summary counts, all or the first and the last.
  ///   - isOpen: whether it is open from the start.
  init(section: String, summary: TableSummary, columns: [Column], groups: [Group], isOpen: Bool = false) {
    self.section = section
    self.summary = summary
    self.columns = columns
    self.isOpen = isOpen
    bodies = groups.map { group in
      Body(
        name: group.name, rows: group.rows.map { Self.row($0, columns) },
        hasMessages: group.rows.first?.isMessage ?? false)
    }
    cut(to: Self.maxRows)
  }

  // MARK: Length

  /// Of the report's rows, in bytes.
  var rowSizes: [Int] { bodies.filter { !$0.hasMessages }.flatMap(\.rows).map(\.text.utf8.count) }

  /// Leaves out rows in the middle of the report's.
  mutating func cut(to limit: Int) {
    let count = bodies.filter { !$0.hasMessages }.map(\.rows.count).reduce(0, +)
    guard count > limit else { return }
    let omitted = limit / 2..<count - limit / 2
    var place = 0
    bodies = bodies.compactMap { body in
      if body.hasMessages { return body }
      let rows = zip(place..., body.rows).filter { !omitted.contains($0.0) }.map(\.1)
      place += body.rows.count
      return rows.isEmpty ? nil : Body(name: body.name, rows: rows, hasMessages: false)
    }
  }

  // MARK: Markup

  var markup: Markup {
    let isLong = bodies.map(\.rows.count).reduce(0, +) > Self.maxPrintedRows
    let omitted = max(summary.rows - bodies.filter { !$0.hasMessages }.map(\.rows.count).reduce(0, +), 0)
    let title = summary.title(omitted: omitted)
    return """
      <details class="rows\(isLong ? " long" : "")"\(isOpen ? " open" : "")><summary>\(title)</summary>\
      \(isLong ? "<p class=\"unprinted\">(not printed)</p>" : "" as Markup)\
      <div class="scroll" role="region" tabindex="0" aria-label="\(section): \(title)"><table class="runs"><thead><tr>\(head)</tr>\
      </thead>\(bodies.map(body))</table></div>\(summary.rest(omitted: omitted))</details>
      """
  }

  private var head: Markup {
    let cells: [Markup] = columns.enumerated().map { index, column in
      "<th scope=\"col\"\(column.isText || index == 0 ? " class=\"t\"" : "" as Markup)>\(column.heading)</th>"
    }
    return "\(cells)<th scope=\"col\" class=\"t\">Run id</th>"
  }

  private func body(_ body: Body) -> Markup {
    let heading: Markup =
      body.name.isEmpty
      ? ""
      : "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"\(columns.count + 1)\"><bdi>\(body.name)</bdi></th></tr>"
    return "<tbody>\(heading)\(body.rows)</tbody>"
  }

  /// Of a row and its cells, HTML lets the end tags be left out: of a page about thousands of people, they would be a fifth.
  private static func row(_ row: Row, _ columns: [Column]) -> Markup {
    let cells: [Markup] =
      row.isMessage
      ? ["<td class=\"warn\" colspan=\"\(columns.count - 1)\">\(row.cells.first.flatMap(\.self) ?? "")"]
      : zip(columns.dropFirst(), row.cells).map { column, value in
        let text = value.map { column.isText ? $0 : ExactNumber.grouped($0) } ?? "–"
        return column.isText ? "<td class=\"t\">\(text)" : "<td>\(text)"
      }
    return "<tr>\n<th scope=\"row\">\(row.name)\(cells)<td>\(row.runID ?? "")"
  }
}
