internal import DisplayWidth

/// What people call something, on one line.
struct ShownName: Hashable {
  /// Longer names are cut in charts, in columns as a terminal counts them.
  private static let chartWidth = 34

  let text: String

  /// - Parameters:
  ///   - name: empty or nil where there is none.
  ///   - id: stands for the name then, by its beginning.
  init(_ name: String?, id: String?) {
    var scalars = String.UnicodeScalarView()
    for scalar in (name ?? "").unicodeScalars {
      if scalar.properties.isWhitespace {
        if let last = scalars.last, last != " " { scalars.append(" ") }
      } else if !scalar.turnsDirection {
        scalars.append(scalar)
      }
    }
    if scalars.last == " " { scalars.removeLast() }
    text = scalars.isEmpty ? id.map { $0.prefix(8) + "…" } ?? "–" : String(scalars)
  }

  var inChart: String { text.cut(to: Self.chartWidth) }

  /// Its direction of writing does not turn what stands around it.
  var markup: Markup { "<bdi>\(text)</bdi>" }
}
