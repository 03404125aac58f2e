import Calendars

/// `completed`, or a mapping with one rule and its unit: `{current: quarterly}`.
enum WindowParser {
  static let toDate = key(
    "to_date", "The unit that contains the last day of the period, such as month to date, every day.")
  static let current = key(
    "current", "The unit that contains the day after the period, such as this quarter, every Monday.")
  static let next = key("next", "The unit after that one.")

  /// In the order of the documentation.
  static let rules = [toDate, current, next]

  static let parser = ValueParser<WindowRule>(
    expected: "`\(WindowRule.completed.name)` or one of \(enumerated(examples, "or"))",
    schema: [
      "anyOf": [
        ["enum": [.text(WindowRule.completed.name)]],
        JSON.mapping(rules).adding("minProperties", 1).adding("maxProperties", 1),
      ]
    ],
    example: examples[1], parse: read)

  private static let examples = ["{to_date: monthly}", "{current: quarterly}", "{next: quarterly}"]
  private static let words = WindowUnit.allCases.map(\.rawValue)

  private static func key(_ name: String, _ documentation: String) -> Key<WindowUnit> {
    Key(name, unit, documentation)
  }

  private static let unit = ValueParser<WindowUnit>.scalar(
    "a unit of the calendar", schema: ["enum": JSON(words)], example: WindowUnit.quarterly.rawValue,
    hint: { node in
      node.text == Period.daily.name
        ? "a single day is reported by `period: daily` without `window`"
        : advice(for: node.text, among: words)
    },
    parse: { text, _ in WindowUnit(rawValue: text) })

  @Sendable
  private static func read(
    _ node: YAMLNode, _ label: String, _ issues: inout IssueList
  ) -> WindowRule? {
    if node.isRefused { return nil }
    guard case .mapping(let entries) = node.content else {
      if node.text == WindowRule.completed.name { return .completed }
      issues.mismatch(label, mustBe: "a window", not: node, hint: hint(for: node.text))
      return nil
    }
    guard let fields = Fields(node, label, keys: rules, issues: &issues) else { return nil }
    let known = entries.filter { entry in rules.contains { $0.name == entry.key } }
    if known.isEmpty, entries.isEmpty {
      issues.report("\(label) is an empty mapping", at: node.position, hint: "for example `\(examples[1])`")
    }
    if known.count > 1 {
      issues.report(
        "\(label) has \(enumerated(known.map(\.key)))", at: known[1].keyPosition,
        hint: "a schedule looks at one window; give the other one a schedule of its own")
    }
    let toDate = fields.value(of: toDate, issues: &issues).map(WindowRule.toDate)
    let current = fields.value(of: current, issues: &issues).map(WindowRule.current)
    let next = fields.value(of: next, issues: &issues).map(WindowRule.next)
    return toDate ?? current ?? next
  }

  private static func hint(for text: String?) -> String {
    if let rule = rules.first(where: { $0.name == text }) {
      return "name the unit too: `{\(rule.name): \(rule.example)}`"
    }
    if let text, words.contains(text) {
      return "say which one: \(enumerated(rules.map { "{\($0.name): \(text)}" }, "or"))"
    }
    return advice(for: text, among: [WindowRule.completed.name] + examples)
  }
}
