internal import Foundation

/// A small line of the values of several periods, with a dot at the last one. A missing period is a gap.
struct Sparkline {
  /// Oldest first.
  let values: [ExactNumber?]
  let lowest: ExactNumber
  let highest: ExactNumber
  /// A value that a thin line marks.
  let reference: ExactNumber?

  /// On an axis that others share.
  init(
    _ values: [ExactNumber?], from lowest: ExactNumber, to highest: ExactNumber, reference: ExactNumber? = nil
  ) {
    self.values = values
    self.lowest = lowest
    self.highest = highest
    self.reference = reference
  }

  /// On an axis of its own, with a tenth of its height left free above and below.
  init(_ values: [ExactNumber?]) {
    let known = values.compactMap(\.self)
    let (lowest, highest) = (known.min() ?? .zero, known.max() ?? .zero)
    let margin = ExactNumber((highest - lowest).value / Decimal(10))
    self.init(values, from: lowest - margin, to: highest + margin)
  }

  /// - Returns: nothing if there is no value.
  func markup(y: Int, height: Int) -> Markup {
    let last = values.indices.last { values[$0] != nil }
    var lines: [Markup] = []
    var dots: [Markup] = []
    var points: [(index: Int, text: String)] = []
    func finishLine() {
      if points.count > 1 {
        let list = points.map(\.text).joined(separator: " ")
        lines.append("<polyline class=\"spark\" points=\"\(list)\"/>")
      } else if let index = points.first?.index, index != last, let value = values[index] {
        // The last point has a dot of its own.
        dots.append(
          "<circle class=\"alone\" cx=\"\(x(index))%\" cy=\"\(self.y(value, height))\" r=\"1.5\"/>")
      }
      points = []
    }
    for (index, value) in values.enumerated() {
      if let value { points.append((index, "\(x(index)),\(self.y(value, height))")) } else { finishLine() }
    }
    finishLine()
    let mark: Markup =
      reference.map { reference in
        let height = self.y(reference, height)
        return "<line class=\"hair\" x1=\"0\" x2=\"100\" y1=\"\(height)\" y2=\"\(height)\"/>"
      } ?? ""
    guard let last, let value = values[last] else { return "" }
    return """
      <svg class="o" y="\(y)" width="100%" height="\(height)" viewBox="0 0 100 \(height)" preserveAspectRatio="none">\
      \(mark)\(lines)</svg>\
      <svg class="o" y="\(y)" width="100%" height="\(height)">\(dots)<circle class="strong" cx="\(x(last))%" \
      cy="\(self.y(value, height))" r="3"/></svg>
      """
  }

  private func x(_ index: Int) -> String {
    values.count < 2
      ? "97" : (ExactNumber(index * 97).divided(by: ExactNumber(values.count - 1)) ?? .zero).digits(2)
  }

  /// 4 px are free above and below, for the dot.
  private func y(_ value: ExactNumber, _ height: Int) -> String {
    let share = (value - lowest).divided(by: highest - lowest)?.value ?? ExactNumber("0.5")!.value
    let room = ExactNumber(height - 8).value
    return ExactNumber(4 + room * (1 - min(max(share, 0), 1))).digits(2)
  }
}
