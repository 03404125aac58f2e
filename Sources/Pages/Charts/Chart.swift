/// A chart: columns side by side, each a drawing of its own, whose rows stand on the same heights.
///
/// Heights are in pixels and widths in percent, so that text has the same size at every width of the page.
struct Chart {
  /// Its class in the stylesheet, which says how wide the columns are. A page has one chart of each kind.
  let kind: String
  /// What it shows, and its extremes, in words.
  let title: String
  let summary: String
  private let height: Int
  private var columns: [Markup] = []

  init(_ kind: String, title: String, summary: String, rows: Int) {
    self.kind = kind
    self.title = title
    self.summary = summary
    height = ChartHeights.head + rows * ChartHeights.row
  }

  /// - Parameters:
  ///   - name: its class, by which it can be left out on a phone.
  ///   - draw: puts its content into it.
  mutating func column(_ name: String, _ draw: (inout ChartColumn) -> Void) {
    var column = ChartColumn(height: height)
    draw(&column)
    let names: Markup =
      columns.isEmpty
      ? "<title id=\"\(kind)-t\">\(title)</title><desc id=\"\(kind)-d\">\(summary)</desc>"
      : ""
    columns.append(
      """
      <svg class="\(name)" width="100%" height="\(height)" aria-hidden="true" focusable="false">\(names)\(column.body)</svg>
      """)
  }

  var markup: Markup {
    "<div class=\"chart \(kind)\" role=\"img\" aria-labelledby=\"\(kind)-t \(kind)-d\">\(columns)</div>"
  }
}
