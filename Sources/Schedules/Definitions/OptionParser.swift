import Foundation
import Reports

/// Parsers of report options in a schedule file, by kind of option.
enum OptionParser {
  static func parser(of kind: ReportOption.Kind) -> ValueParser<OptionValue> {
    switch kind {
    case .flag:
      ValueParser.flag.map(OptionValue.flag)
    case .pipelines(let keywords):
      keyword(keywords, "a list of pipeline ids", orElse: pipelines)
    case .number(let example, let range):
      ValueParser.integer(range, example: example).map(OptionValue.number)
    case .days(_, let example, let range):
      ValueParser.days(range, example: example).map(OptionValue.days)
    case .horizon:
      ValueParser.word(Horizon.allCases.map(\.rawValue), "a unit of the calendar").map(OptionValue.keyword)
    case .stages(let word):
      keyword([word], "a list of stage ids in order", orElse: stages)
    case .percents(let keywords):
      keyword(keywords, "a mapping of stage ids to percentages", orElse: percents, isMapping: true)
    case .principals:
      keyword(
        principalKeywords, "a list of principals such as `- {type: user, id: …}`", orElse: principals)
    }
  }

  static func defaultValue(of option: ReportOption) -> JSON? {
    switch option.defaultValue {
    case .flag(let flag): .flag(flag)
    case .keyword(let word): .text(word)
    case .number(let number): .integer(number)
    case .days(let days): .text("\(days)d")
    case .pipelines, .principals, .stages, .percents: nil
    }
  }

  private static let principalKeywords = PrincipalKeyword.allCases.map(\.rawValue)

  /// Sorted, so that the same ids give the same run, whatever their order and spelling in the file.
  private static let pipelines = ValueParser.list(of: ValueParser<UUID>.uuid)
    .map { OptionValue.pipelines($0.sorted { $0.uuidString < $1.uuidString }) }

  private static let stages = ValueParser.list(of: ValueParser<UUID>.uuid).map(OptionValue.stages)

  private static let percents = ValueParser.mapping(of: .uuid, to: .percent).map(OptionValue.percents)

  private static let principals = ValueParser.list(of: principal)
    .map {
      OptionValue.principals(
        $0.sorted { ($0.kind.rawValue, $0.id.uuidString) < ($1.kind.rawValue, $1.id.uuidString) })
    }

  /// One of the words, or a list or mapping.
  private static func keyword(
    _ words: [String], _ alternative: String, orElse other: ValueParser<OptionValue>,
    isMapping: Bool = false
  ) -> ValueParser<OptionValue> {
    let expected = "\(enumerated(words, "or")) or \(alternative)"
    return ValueParser(
      expected: expected, schema: ["anyOf": [["enum": JSON(words)], other.schema]],
      example: words.first ?? ""
    ) { node, label, issues in
      switch node.content {
      case .list where !isMapping, .mapping where isMapping: return other.parse(node, label, &issues)
      default: break
      }
      if node.isRefused { return nil }
      if let text = node.text, words.contains(text) { return .keyword(text) }
      let isOneID = !isMapping && node.text?.count == 36
      issues.mismatch(
        label, mustBe: expected, not: node,
        hint: isOneID ? "write a single id as a list too: `[…]`" : advice(for: node.text, among: words))
      return nil
    }
  }
}

extension OptionParser {
  static let principalType = Key(
    "type", principalKind, required: true, "Whether the id is a user's or a group's.")
  static let principalID = Key("id", .uuid, required: true, "The user's or group's id in the CRM.")

  private static let principalKeys: [any KeyDefinition] = [principalType, principalID]

  private static let principal = ValueParser<Principal>(
    expected: "a mapping with `type` and `id`", schema: .mapping(principalKeys),
    example: "{type: user, id: \(principalID.example)}"
  ) { node, label, issues in
    guard let fields = Fields(node, label, keys: principalKeys, issues: &issues) else { return nil }
    let kind = fields.value(of: principalType, issues: &issues)
    let id = fields.value(of: principalID, issues: &issues)
    guard let kind, let id else { return nil }
    return Principal(kind: kind, id: id)
  }

  /// `user` or `group`, in upper or lower case: the CRM's tables contain USER and GROUP.
  private static let principalKind: ValueParser<Principal.Kind> = {
    let words = Principal.Kind.allCases.map { $0.rawValue.lowercased() }
    let anyCase = words.map { word in word.map { "[\($0.uppercased())\($0)]" }.joined() }
    return .scalar(
      enumerated(words, "or"),
      schema: [
        "anyOf": [
          ["enum": JSON(words)],
          ["type": "string", "pattern": .text("^(\(anyCase.joined(separator: "|")))$")],
        ]
      ],
      example: words[0], hint: { advice(for: $0.text, among: words) },
      parse: { text, _ in Principal.Kind.allCases.first { $0.rawValue == text.uppercased() } })
  }()
}
