/// The values of a mapping whose keys have been checked.
struct Fields {
  private let entries: [YAMLNode.Entry]
  /// The beginning of the mapping.
  let position: Position

  /// Reports unknown and missing keys. Fails if the node is not a mapping.
  ///
  /// - Parameter label: names the mapping at the beginning of a message.
  init?(_ node: YAMLNode, _ label: String, keys: [any KeyDefinition], issues: inout IssueList) {
    if node.isRefused { return nil }
    guard case .mapping(let entries) = node.content else {
      let required = keys.filter(\.isRequired).map(\.name)
      issues.mismatch(
        label, mustBe: "a mapping", not: node,
        hint: "with \(enumerated(required.isEmpty ? keys.map(\.name) : required))")
      return nil
    }
    self.entries = entries
    position = node.position
    let names = keys.map(\.name)
    for entry in entries where !names.contains(entry.key) {
      issues.report(
        "unknown key \(quoted(entry.key))", at: entry.keyPosition, hint: advice(for: entry.key, among: names))
    }
    for key in keys where key.isRequired && !entries.contains(where: { $0.key == key.name }) {
      issues.report("\(label) lacks `\(key.name)`", at: position, hint: "add `\(key.name): \(key.example)`")
    }
  }

  func node<Value>(of key: Key<Value>) -> YAMLNode? {
    entries.first { $0.key == key.name }?.value
  }

  /// The key's value; nil if it is absent or was reported as wrong.
  ///
  /// If the key appears several times, every value is checked, and the first one is used.
  func value<Value>(of key: Key<Value>, issues: inout IssueList) -> Value? {
    let values = entries.filter { $0.key == key.name }
      .map { key.parser.parse($0.value, "`\(key.name)`", &issues) }
    return values.first ?? nil
  }
}

extension JSON {
  /// The schema of a mapping with these keys and no others.
  static func mapping(_ keys: [any KeyDefinition]) -> JSON {
    let properties = keys.map { Member(name: $0.name, value: $0.schema) }
    let required = keys.filter(\.isRequired).map(\.name)
    let schema: JSON = ["type": "object", "properties": .object(properties), "additionalProperties": false]
    return required.isEmpty ? schema : schema.adding("required", JSON(required))
  }
}
