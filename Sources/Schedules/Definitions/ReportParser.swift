import Reports

/// Parses an entry of `reports`: a report type and the options of that report.
struct ReportParser: Sendable {
  let catalog: [Report]

  /// A report that a schedule file requests, with the position of its type.
  struct Entry: Sendable {
    let request: ReportRequest
    let typePosition: Position
  }

  var parser: ValueParser<Entry> {
    ValueParser(
      expected: "a mapping with `type` and options", schema: schema, example: "{type: \(types.first ?? "")}",
      parse: parse)
  }

  private var types: [String] { catalog.map(\.type) }

  /// Read first, because the type decides which other keys are allowed.
  private var type: Key<String> {
    Key("type", .word(types, "a report type"), required: true, "The report to compute.")
  }

  func options(of report: Report) -> [Key<OptionValue>] {
    report.options.map { option in
      Key(
        option.name, OptionParser.parser(of: option.kind), default: OptionParser.defaultValue(of: option),
        option.documentation + (option.need.map { " Only with `\($0.option): \($0.keyword)`." } ?? ""))
    }
  }

  @Sendable
  private func parse(_ node: YAMLNode, _ label: String, _ issues: inout IssueList) -> Entry? {
    guard case .mapping(let entries) = node.content,
      let typeNode = entries.first(where: { $0.key == type.name })?.value,
      let name = typeNode.text, let report = catalog.first(where: { $0.type == name })
    else {
      reportUnknownType(in: node, label, &issues)
      return nil
    }
    let options = options(of: report)
    guard
      let fields = Fields(node, "`\(report.type)`", keys: [type] + options, issues: &issues)
    else { return nil }
    _ = fields.value(of: type, issues: &issues)
    var values: [String: OptionValue] = [:]
    for option in options {
      values[option.name] = fields.value(of: option, issues: &issues)
    }
    let request = ReportRequest(report, options: values)
    for option in report.options where values[option.name] != nil && !request.means(option) {
      guard let need = option.need, let node = entries.first(where: { $0.key == option.name }) else {
        continue
      }
      issues.report(
        "`\(option.name)` needs `\(need.option): \(need.keyword)`", at: node.keyPosition,
        hint: "add that, or remove `\(option.name)`")
    }
    return Entry(request: request, typePosition: typeNode.position)
  }

  /// Without a known type, an option can only be checked against the options of all reports.
  private func reportUnknownType(in node: YAMLNode, _ label: String, _ issues: inout IssueList) {
    if let name = node.text {
      let hint = types.contains(name) ? "write `type: \(name)`" : "for example `type: \(type.example)`"
      issues.mismatch(label, mustBe: "a mapping", not: node, hint: hint)
      return
    }
    let everyOption: [any KeyDefinition] = catalog.flatMap(options)
    let fields = Fields(node, label, keys: [type] + everyOption, issues: &issues)
    _ = fields?.value(of: type, issues: &issues)
  }

  /// One branch for each report, chosen by its type. So an editor shows what is wrong with this report, not
  /// just that it matches no branch.
  private var schema: JSON {
    let branches = catalog.map { report -> JSON in
      let options = options(of: report).map { JSON.Member(name: $0.name, value: $0.schema) }
      let type = JSON.Member(
        name: type.name, value: ["const": .text(report.type), "description": .text(report.question)])
      let needs = report.options.compactMap { option in
        option.need.map { need -> JSON in
          let needed: JSON = [
            "properties": .object([JSON.Member(name: need.option, value: ["const": .text(need.keyword)])]),
            "required": [.text(need.option)],
          ]
          return ["if": ["required": [.text(option.name)]], "then": needed]
        }
      }
      let then: JSON = ["properties": .object([type] + options), "additionalProperties": false]
      return [
        "if": ["properties": ["type": ["const": .text(report.type)]], "required": ["type"]],
        "then": needs.isEmpty ? then : then.adding("allOf", .array(needs)),
      ]
    }
    return [
      "type": "object",
      "properties": .object([JSON.Member(name: type.name, value: type.schema)]),
      "required": ["type"],
      "allOf": .array(branches),
    ]
  }
}
