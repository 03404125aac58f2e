extension ValueParser where Value == Int {
  /// A whole number in plain decimal digits.
  static func integer(
    _ range: ClosedRange<Int>, example: Int, hint: @escaping @Sendable (String) -> String? = { _ in nil }
  ) -> Self {
    scalar(
      "a whole number from \(range.lowerBound) to \(range.upperBound)",
      schema: [
        "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
      ],
      example: "\(example)",
      hint: { node in
        guard let text = node.text else { return nil }
        if case .scalar(_, isPlain: false) = node.content, decimal(text) != nil { return "remove the quotes" }
        return hint(text)
      },
      parse: { text, isPlain in
        isPlain ? decimal(text).flatMap { range.contains($0) ? $0 : nil } : nil
      })
  }

  /// A duration such as `90m`, `6h` or `2d`, in seconds; `0` for none.
  static func duration(maximumDays: Int) -> Self {
    let pattern =
      "0|"
      + units.map { unit in
        "(\(numberPattern(upTo: maximumDays * secondsPerDay / unit.seconds)))\(unit.letter)"
      }.joined(separator: "|")
    return scalar(
      "a duration such as `90m`, `6h` or `2d`, at most \(maximumDays)d",
      // An editor reads a 0 without quotes as a number.
      schema: [
        "type": ["string", "integer"], "pattern": .text("^(\(pattern))$"), "minimum": 0, "maximum": 0,
      ],
      example: "6h",
      hint: { node in
        guard let text = node.text, decimal(text) != nil else {
          return "write a number followed by `m`, `h` or `d`, or just `0`"
        }
        return "add a unit: \(enumerated(units.map { "\(text)\($0.letter)" }, "or"))"
      },
      parse: { text, _ in
        guard text.wholeMatch(pattern) else { return nil }
        if text == "0" { return 0 }
        guard let unit = units.first(where: { text.hasSuffix($0.letter) }) else { return nil }
        return decimal(String(text.dropLast())).map { $0 * unit.seconds }
      })
  }

  private static var units: [(letter: String, seconds: Int)] {
    [("m", 60), ("h", 3600), ("d", secondsPerDay)]
  }
  private static var secondsPerDay: Int { 86_400 }

  private static func decimal(_ text: String) -> Int? {
    text.wholeMatch("0|[1-9][0-9]{0,8}") ? Int(text) : nil
  }
}

extension ValueParser where Value == Bool {
  /// `true` or `false`. The other words that YAML 1.1 reads as booleans are refused.
  static var flag: Self {
    scalar(
      "`true` or `false`", schema: ["type": "boolean"], example: "true",
      hint: { node in
        guard let text = node.text?.lowercased() else { return "write `true` or `false`" }
        if ["true", "yes", "on", "y", "1"].contains(text) { return "write `true`, without quotes" }
        if ["false", "no", "off", "n", "0"].contains(text) { return "write `false`, without quotes" }
        return "write `true` or `false`"
      },
      parse: { text, isPlain in
        switch text {
        case "true" where isPlain: true
        case "false" where isPlain: false
        default: nil
        }
      })
  }
}
