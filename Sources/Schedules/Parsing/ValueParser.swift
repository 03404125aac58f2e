/// How a value of a schedule file is parsed, and how a schema describes it to an editor.
///
/// Both are defined in one place, so that `schedule.schema.json` and the parser stay consistent.
struct ValueParser<Value: Sendable>: Sendable {
  /// What the value must be: completes the sentence "must be …".
  let expected: String
  /// JSON Schema of the value.
  let schema: JSON
  /// A valid value.
  let example: String
  /// Reads the value of the key that the label names, or reports why it cannot be read.
  let parse: @Sendable (_ node: YAMLNode, _ label: String, _ issues: inout IssueList) -> Value?
}

extension ValueParser {
  func map<Other: Sendable>(_ transform: @escaping @Sendable (Value) -> Other) -> ValueParser<Other> {
    ValueParser<Other>(expected: expected, schema: schema, example: example) { node, label, issues in
      parse(node, label, &issues).map(transform)
    }
  }

  /// A parser of scalar values.
  ///
  /// - Parameters:
  ///   - hint: the hint for a wrong value.
  static func scalar(
    _ expected: String, schema: JSON, example: String,
    hint: @escaping @Sendable (YAMLNode) -> String? = { _ in nil },
    parse: @escaping @Sendable (_ text: String, _ isPlain: Bool) -> Value?
  ) -> Self {
    ValueParser(expected: expected, schema: schema, example: example) { node, label, issues in
      if node.isRefused { return nil }
      if case .scalar(let text, let isPlain) = node.content, !node.isNull,
        let value = parse(text, isPlain)
      {
        return value
      }
      issues.mismatch(label, mustBe: expected, not: node, hint: hint(node) ?? "for example `\(example)`")
      return nil
    }
  }
}
