/// A figure at the top of a page: its value now, how it has changed, and a line of the periods before.
struct KeyFigure {
  let name: String
  /// The section that says more.
  let section: String
  let value: String
  /// What the value is of.
  var of = ""
  let change: String
  let detail: String
  /// The periods before and now, oldest first.
  let line: [(label: String, value: ExactNumber?)]
  /// How a value of the line is written.
  let format: (ExactNumber) -> String

  var markup: Markup {
    let first = line.first { $0.value != nil }
    let beginning: Markup =
      line.count > 1
      ? first.map { "<p class=\"q\">\(format($0.value ?? .zero)) in \($0.label)</p>" } ?? "" : ""
    let drawing: Markup =
      line.count > 1
      ? """
      <svg class="trend" width="100%" height="36" aria-hidden="true" focusable="false">\
      \(Sparkline(line.map(\.value)).markup(y: 0, height: 36))</svg>
      """ : ""
    let changed: Markup = change.isEmpty ? "" : "<b>\(change)</b>"
    let parts: Markup = change.isEmpty || detail.isEmpty ? "" : ", "
    let whole: Markup = of.isEmpty ? "" : " <small>\(of)</small>"
    return """
      <li><h3><a href="#\(section)">\(name)</a></h3><p class="value">\(value)\(whole)</p>\
      <p class="change">\(changed)\(parts)\(detail)</p>\(drawing)\(beginning)</li>
      """
  }
}
