extension ValueParser {
  /// A mapping that is not empty, whose keys are values too.
  static func mapping<Name: Hashable & Sendable, Item: Sendable>(
    of name: ValueParser<Name>, to item: ValueParser<Item>
  ) -> ValueParser<[Name: Item]> where Value == [Name: Item] {
    let example = "{\(name.example): \(item.example)}"
    return ValueParser(
      expected: "a mapping of \(name.expected) to \(item.expected)",
      schema: [
        "type": "object", "minProperties": 1, "propertyNames": name.schema,
        "additionalProperties": item.schema,
      ],
      example: example
    ) { node, label, issues in
      guard case .mapping(let entries) = node.content else {
        if !node.isRefused {
          issues.mismatch(label, mustBe: "a mapping", not: node, hint: "for example `\(example)`")
        }
        return nil
      }
      if entries.isEmpty {
        issues.report("\(label) is an empty mapping", at: node.position, hint: "for example `\(example)`")
      }
      var items: [Name: Item] = [:]
      var firstPlaces: [Name: Position] = [:]
      for entry in entries {
        let key = YAMLNode(content: .scalar(entry.key, isPlain: true), position: entry.keyPosition)
        guard let name = name.parse(key, "a key of \(label)", &issues) else { continue }
        if let first = firstPlaces[name] {
          issues.report(
            "duplicate key \(quoted(entry.key)) in \(label)", at: entry.keyPosition,
            hint: "the first one is on line \(first.line)")
        }
        firstPlaces[name] = firstPlaces[name] ?? entry.keyPosition
        if let value = item.parse(entry.value, "`\(entry.key)`", &issues) { items[name] = value }
      }
      return items
    }
  }
}
