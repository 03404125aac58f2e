/// How many of the rows are in each of a few states: a number, its name, and a bar.
struct CountChart {
  struct Count {
    let count: Int
    let name: String
    let style: String

    init(_ count: Int, _ name: String, _ style: String) {
      self.count = count
      self.name = name
      self.style = style
    }
  }

  let title: String
  let counts: [Count]

  var markup: Markup {
    let most = ExactNumber(max(counts.map(\.count).max() ?? 0, 1))
    let items: [Markup] = counts.map { count in
      """
      <li><b class="\(count.style == "warn" && count.count > 0 ? "warn" : "")">\(ExactNumber(count.count).grouped())</b> \
      <span>\(count.name)</span><svg width="100%" height="8" aria-hidden="true" focusable="false">\
      <rect class="\(count.style)" width="\(ExactNumber(count.count).position(to: most))" height="8"/>\
      <line class="axis" x1="0" x2="0" y1="0" y2="8"/></svg></li>
      """
    }
    return "<ul class=\"counts\" aria-label=\"\(title)\">\(items)</ul>"
  }
}
