extension ChartColumn {
  /// A bar for a value on an axis from 0. A value of 0 has no bar, and a negative one has a dot.
  ///
  /// - Parameter zero: the style of a dot for 0, if it is to be seen.
  mutating func valueBar(
    _ row: Int, _ value: ExactNumber, to end: ExactNumber, _ style: String, zero: String? = nil
  ) {
    if value < .zero { return dot(row, at: "0%", "warn") }
    if value == .zero {
      if let zero { dot(row, at: "0%", zero) }
      return
    }
    bar(row, to: value.position(to: end), style, goesOn: value > end)
  }

  /// The heading of a group of rows, among the names.
  mutating func groupHeading(_ row: Int, _ name: String, _ explanation: String = "") {
    richText(row, [(name, "b"), (explanation, "q")])
  }
}
