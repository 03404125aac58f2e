/// What one column of a chart shows. Rows are counted from 0.
struct ChartColumn {
  /// Where a text stands in the column.
  enum Anchor: String {
    case start, middle, end

    fileprivate var x: String {
      switch self {
      case .start: "0"
      case .middle: "50%"
      case .end: "100%"
      }
    }
  }

  let height: Int
  private(set) var body: Markup = ""

  init(height: Int) { self.height = height }

  private func top(_ row: Int) -> Int { ChartHeights.head + row * ChartHeights.row }

  /// - Parameter second: explains the first, in lighter type.
  mutating func heading(_ first: String, _ second: String = "", _ anchor: Anchor = .start) {
    if !first.isEmpty { put(first, x: anchor.x, y: 12, anchor, "b") }
    if !second.isEmpty { put(second, x: anchor.x, y: 28, anchor, "q") }
  }

  /// A label of an axis, above the rows.
  mutating func axisLabel(_ text: String, at position: String, _ anchor: Anchor = .middle) {
    put(text, x: position, y: 28, anchor, "q")
  }

  /// - Parameter style: classes of the stylesheet.
  mutating func text(_ row: Int, _ text: String, _ style: String = "", _ anchor: Anchor = .start) {
    put(text, x: anchor.x, y: top(row) + 15, anchor, style)
  }

  /// Parts of one line, each in its own style.
  mutating func richText(_ row: Int, _ parts: [(text: String, style: String)]) {
    let spans: [Markup] = parts.filter { !$0.text.isEmpty }.map {
      "<tspan class=\"\($0.style)\">\($0.text) </tspan>"
    }
    body += "<text x=\"0\" y=\"\(top(row) + 15)\">\(spans)</text>"
  }

  /// A number, on the right.
  mutating func number(_ row: Int, _ text: String, _ style: String = "") { self.text(row, text, style, .end) }

  /// - Parameters:
  ///   - end: where it ends, in percent.
  ///   - goesOn: whether the value lies beyond the end of the axis.
  mutating func bar(_ row: Int, to end: String, _ style: String, goesOn: Bool = false) {
    let y = top(row) + 5
    body += "<rect class=\"\(style)\" y=\"\(y)\" width=\"\(end)\" height=\"12\"/>"
    guard goesOn else { return }
    body += """
      <svg class="o" x="\(end)" y="\(y)"><path class="cut" d="M-13 13l5-14M-8 13l5-14"/></svg>
      """
  }

  /// A bar in the middle of another one's height.
  mutating func innerBar(_ row: Int, to end: String, _ style: String) {
    body += "<rect class=\"\(style)\" y=\"\(top(row) + 9)\" width=\"\(end)\" height=\"4\"/>"
  }

  /// A piece of a bar that is parted from its neighbours.
  mutating func segment(_ row: Int, from start: String, width: String, _ style: String) {
    body += """
      <rect class="seg \(style)" x="\(start)" y="\(top(row) + 3)" width="\(width)" height="16"/>
      """
  }

  mutating func segmentLabel(_ row: Int, at start: String, _ text: String, _ style: String) {
    body += """
      <svg class="o" x="\(start)" y="\(top(row))"><text class="\(style)" x="6" y="15">\(text)</text></svg>
      """
  }

  mutating func dot(_ row: Int, at position: String, _ style: String, isOpen: Bool = false) {
    let radius: Markup = isOpen ? "3" : "3.5"
    body += """
      <circle class="\(style)\(isOpen ? " open" : "")" cx="\(position)" cy="\(top(row) + 11)" r="\(radius)"/>
      """
  }

  mutating func hairline(_ row: Int) {
    body += "<line class=\"hair\" x1=\"0\" x2=\"100%\" y1=\"\(top(row) + 11)\" y2=\"\(top(row) + 11)\"/>"
  }

  /// A vertical line over some rows, at a value of the axis.
  mutating func reference(at position: String, _ rows: Range<Int>, _ style: String) {
    body += """
      <line class="\(style)" x1="\(position)" x2="\(position)" y1="\(top(rows.lowerBound))" y2="\(top(rows.upperBound))"/>
      """
  }

  mutating func sparkline(_ row: Int, _ sparkline: Sparkline) {
    body += sparkline.markup(y: top(row), height: ChartHeights.row)
  }

  private mutating func put(_ text: String, x: String, y: Int, _ anchor: Anchor, _ style: String) {
    let anchoring: Markup = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    let styling: Markup = style.isEmpty ? "" : " class=\"\(style)\""
    body += "<text\(styling) x=\"\(x)\" y=\"\(y)\"\(anchoring)>\(text)</text>"
  }
}
