import Calendars
import Foundation

extension ValueParser where Value == String {
  private static var slugPattern: String { "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?" }

  /// The name of a tenant or a schedule, which becomes part of paths.
  ///
  /// `2026` needs no quotes: the parser takes the text as it is written. The schema allows numbers, because
  /// an editor reads `2026` as one. `true` and `null` without quotes are refused, because other tools do not
  /// read them as text.
  static func slug(example: String) -> Self {
    scalar(
      "at most 63 lower-case letters, digits and inner hyphens",
      schema: ["type": ["string", "integer"], "pattern": .text("^\(slugPattern)$"), "minimum": 0],
      example: example,
      hint: { node in
        guard let text = node.text else { return nil }
        if node.isBoolean { return "YAML reads it as a boolean; to use it as a name, quote it" }
        let close = slug(from: text)
        return close.isEmpty || close == text ? nil : "for example `\(close)`"
      },
      parse: { text, isPlain in
        if isPlain, ["true", "false"].contains(text) { return nil }
        return text.wholeMatch(slugPattern) ? text : nil
      })
  }

  /// The nearest allowed name.
  private static func slug(from text: String) -> String {
    let words = text.lowercased().unicodeScalars.prefix(63).split { scalar in
      !("a"..."z").contains(scalar) && !("0"..."9").contains(scalar)
    }
    return words.map { String($0) }.joined(separator: "-")
  }

  /// The name of a time zone. Whether it exists is checked later, with tzdata.
  static var zoneName: Self {
    let maxLength = 64
    return scalar(
      "the name of a time zone",
      schema: ["type": "string", "minLength": 1, "maxLength": .integer(maxLength)],
      example: "Europe/Berlin"
    ) { text, _ in
      (1...maxLength).contains(text.unicodeScalars.count) ? text : nil
    }
  }
}

extension ValueParser where Value == UUID {
  private static var pattern: String { "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}" }

  static var uuid: Self {
    scalar(
      "a UUID", schema: ["type": "string", "pattern": .text("^\(pattern)$")],
      example: "6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11"
    ) { text, _ in
      text.wholeMatch(pattern) ? UUID(uuidString: text) : nil
    }
  }
}

extension ValueParser where Value == CivilDate {
  /// From 1970 on, because a typo in the year could make thousands of periods due.
  private static var pattern: String {
    "(19[7-9]|2[0-9]{2})[0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
  }

  static var date: Self {
    scalar(
      "a date", schema: ["type": "string", "pattern": .text("^\(pattern)$"), "examples": ["2026-01-01"]],
      example: "2026-01-01",
      hint: { node in
        node.text?.wholeMatch(pattern) == true
          ? "there is no such day" : "year, month and day, from 1970: `2026-01-01`"
      },
      parse: { text, _ in text.wholeMatch(pattern) ? CivilDate(iso: text) : nil })
  }
}

extension ValueParser where Value == String {
  /// One of the given words, spelled exactly.
  static func word(_ words: [String], _ expected: String) -> Self {
    scalar(
      expected, schema: ["enum": JSON(words)], example: words.first ?? "",
      hint: { advice(for: $0.text, among: words) },
      parse: { text, _ in words.contains(text) ? text : nil })
  }
}
