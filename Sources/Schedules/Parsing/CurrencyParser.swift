extension ValueParser where Value == String {
  /// A code of ISO 4217, in upper or lower case. Becomes upper case.
  static var currency: Self {
    let codes = CurrencyCodes.active
    let anyCase = codes.map { code in code.map { "[\($0)\($0.lowercased())]" }.joined() }
    return scalar(
      "a currency code of ISO 4217",
      schema: [
        "anyOf": [
          ["enum": JSON(codes)],
          ["type": "string", "pattern": .text("^(\(anyCase.joined(separator: "|")))$")],
        ]
      ],
      example: "EUR",
      hint: { node in
        guard let text = node.text?.uppercased() else { return nil }
        if let successor = CurrencyCodes.successors[text] { return "write `\(successor)`" }
        return suggestion(for: text, among: codes).map { "did you mean `\($0)`?" }
      },
      parse: { text, _ in codes.contains(text.uppercased()) ? text.uppercased() : nil })
  }
}
