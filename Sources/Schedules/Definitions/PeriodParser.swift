import Calendars

/// `weekly`, `monthly`, … or `rolling: {days: 30}`.
enum PeriodParser {
  static let days = Key(
    "days", ValueParser.integer(ScheduleContext.rollingDayRange, example: 30), required: true,
    "The number of days in the window, which ends at the beginning of today.")
  static let rolling = Key(
    "rolling",
    ValueParser<Int>(expected: "a mapping", schema: .mapping([days]), example: "{days: 30}") {
      node, label, issues in
      Fields(node, label, keys: [days], issues: &issues)?.value(of: days, issues: &issues)
    },
    required: true, "A window of this many days, reported every day.")

  /// The periods that are written as a single word, in the order of the documentation.
  static let words: [Period] = [.daily, .weekly, .monthly, .quarterly, .yearly, .allTime]

  static let parser = ValueParser<Period>(
    expected: enumerated(words.map(\.name), "or") + ", or `{rolling: {days: 30}}`",
    schema: ["anyOf": [["enum": JSON(words.map(\.name))], .mapping([rolling])]],
    example: "monthly", parse: read)

  @Sendable
  private static func read(_ node: YAMLNode, _ label: String, _ issues: inout IssueList) -> Period? {
    if node.isRefused { return nil }
    if case .mapping = node.content {
      let fields = Fields(node, label, keys: [rolling], issues: &issues)
      return fields?.value(of: rolling, issues: &issues).map { .rolling(days: $0) }
    }
    if let text = node.text, let known = words.first(where: { $0.name == text }) { return known }
    let isRolling = node.text?.hasPrefix("rolling") ?? false
    issues.mismatch(
      label, mustBe: "a period", not: node,
      hint: isRolling
        ? "a rolling window is written `{rolling: {days: 30}}`"
        : advice(for: node.text, among: words.map(\.name) + ["{rolling: {days: 30}}"]))
    return nil
  }
}
