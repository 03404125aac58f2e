/// A figure at the top of a page: its value now, how it has changed, and a line of the periods before.
struct KeyFigure {
  let name: String
  /// The section that says more.
  let section: String
  let value: String
  /// What the value is of.
  let of: String
  let change: String
  /// Why there is no change.
  let withoutChange: String
  let detail: String
  /// The periods before and now, oldest first.
  let line: [(label: String, value: ExactNumber?)]
  /// How a value of the line is written.
  let format: (ExactNumber) -> String

  var markup: Markup {
    // The last one is what the page itself says.
    let first = line.dropLast().lazy.compactMap { point in point.value.map { (point.label, $0) } }.first
    let beginning: Markup = first.map { "<p class=\"q\">\(format($1)) in \($0)</p>" } ?? ""
    let drawing: Markup =
      first != nil
      ? """
      <svg class="trend" width="100%" height="36" aria-hidden="true" focusable="false">\
      \(Sparkline(line.map(\.value)).markup(y: 0, height: 36))</svg>
      """ : ""
    let changed: Markup = change.isEmpty ? "" : "<b>\(change)</b>"
    let parts: Markup = change.isEmpty || detail.isEmpty ? "" : ", "
    let whole: Markup = of.isEmpty ? "" : " <small>\(of)</small>"
    let reason: Markup = withoutChange.isEmpty ? "" : "<p class=\"why\">\(withoutChange)</p>"
    return """
      <li><h3><a href="#\(section)">\(name)</a></h3><p class="value">\(value)\(whole)</p>\
      <p class="change">\(changed)\(parts)\(detail)</p>\(reason)\(drawing)\(beginning)</li>
      """
  }
}
