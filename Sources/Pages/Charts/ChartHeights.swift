/// The heights of a chart's parts, in pixels.
enum ChartHeights {
  /// Two lines: headings, and the labels of an axis.
  static let head = 36
  static let row = 22
}
