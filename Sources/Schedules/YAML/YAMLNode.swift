/// A value of a YAML file, with its position.
///
/// Scalars keep the text of the file. The key decides whether `2026`, `on` or `1e3` is read as a number, a
/// boolean or a text, not the look of the text.
struct YAMLNode: Sendable {
  enum Content: Sendable {
    /// Plain means without quotes.
    case scalar(String, isPlain: Bool)
    case list([YAMLNode])
    case mapping([Entry])
    /// Something that schedule files may not contain. It has been reported, so no further issue is reported.
    case refused
  }

  struct Entry: Sendable {
    let key: String
    let keyPosition: Position
    let value: YAMLNode
  }

  let content: Content
  let position: Position
}

extension YAMLNode {
  /// Whether YAML reads the text as "no value": an empty text, `~` or `null`.
  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// Whether YAML 1.2 reads the text as a boolean.
  var isBoolean: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["true", "false"].contains(text.lowercased())
  }

  /// The text of a scalar that is not null.
  var text: String? {
    guard case .scalar(let text, _) = content, !isNull else { return nil }
    return text
  }

  /// Describes the value in a message.
  var appearance: String {
    switch content {
    case .scalar(let text, let isPlain):
      text.isEmpty || isNull ? "empty" : isPlain ? quoted(text) : "the quoted text \(quoted(text))"
    case .list: "a list"
    case .mapping: "a mapping"
    case .refused: "this"
    }
  }

  var isRefused: Bool {
    if case .refused = content { true } else { false }
  }
}
