/// What a value of a schedule file may look like: how it is parsed, and how an editor is told.
///
/// Both are written down side by side, so that `schedule.schema.json` and the parser cannot drift apart.
struct ValueParser<Value: Sendable>: Sendable {
  /// What the value must be: completes the sentence "must be …".
  let expected: String
  /// JSON Schema of the value.
  let schema: JSON
  /// A value that would be right.
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

  /// A parser of single values.
  ///
  /// - Parameters:
  ///   - hint: What to say of a text that is wrong.
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
