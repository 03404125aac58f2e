extension ValueParser where Value == Int {
  /// A span of whole days, such as `30d`; `0` for none, where the range allows it.
  static func days(_ range: ClosedRange<Int>, example: Int) -> Self {
    let some = numberPattern(upTo: range.upperBound)
    let pattern = range.lowerBound == 0 ? "0d?|(\(some))d" : "(\(some))d"
    // An editor reads a 0 without quotes as a number.
    let schema: JSON =
      range.lowerBound == 0
      ? ["type": ["string", "integer"], "pattern": .text("^(\(pattern))$"), "minimum": 0, "maximum": 0]
      : ["type": "string", "pattern": .text("^(\(pattern))$")]
    return scalar(
      "whole days such as `\(max(example, 30))d`, \(range.lowerBound) to \(range.upperBound)", schema: schema,
      example: "\(max(example, 30))d",
      hint: { node in
        guard let text = node.text, text.wholeMatch("[1-9][0-9]*") else { return nil }
        return "add the unit: `\(text)d`"
      },
      parse: { text, _ in
        guard text.wholeMatch(pattern) else { return nil }
        return Int(text.hasSuffix("d") ? String(text.dropLast()) : text)
      })
  }

  /// A percentage from 0 to 100 with at most two decimals, in hundredths of a percent.
  static var percent: Self {
    scalar(
      "a percentage from 0 to 100 with at most two decimals",
      // Not `multipleOf`: validators compute it with binary fractions, and refuse some of these.
      schema: ["type": "number", "minimum": 0, "maximum": 100], example: "33.3",
      hint: { node in
        guard let text = node.text else { return nil }
        if text.hasSuffix("%") { return "leave out the %" }
        if case .scalar(_, isPlain: false) = node.content { return "remove the quotes" }
        return nil
      },
      parse: { text, isPlain in
        guard isPlain, text.wholeMatch("100(\\.00?)?|(0|[1-9][0-9]?)(\\.[0-9]{1,2})?") else { return nil }
        let parts = text.split(separator: ".")
        let decimals = parts.count > 1 ? String(parts[1]) : ""
        let hundredths = decimals + String(repeating: "0", count: 2 - decimals.count)
        return Int(String(parts[0]) + hundredths)
      })
  }
}
