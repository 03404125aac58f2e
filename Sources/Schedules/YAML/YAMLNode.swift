/// A value of a YAML file with the place where it stands.
///
/// Scalars are kept as the text in the file: what YAML would make of `2026`, `on` or `1e3` is decided by
/// what the key is for, not by what the text looks like.
struct YAMLNode: Sendable {
  enum Content: Sendable {
    /// Plain means without quotes.
    case scalar(String, isPlain: Bool)
    case list([YAMLNode])
    case mapping([Entry])
    /// Something that schedule files may not have and that has been reported: nothing more is said of it.
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
  /// Whether YAML takes the text for "no value": nothing at all, `~` or `null`.
  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// Whether YAML 1.2 takes the text for a truth value.
  var isBoolean: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["true", "false"].contains(text.lowercased())
  }

  /// The scalar's text, if there is any.
  var text: String? {
    guard case .scalar(let text, _) = content, !isNull else { return nil }
    return text
  }

  /// What a message says instead of the value.
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
