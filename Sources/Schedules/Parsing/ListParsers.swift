extension ValueParser {
  /// A list of at least one item, none of them twice.
  static func list<Item: Hashable & Sendable>(of item: ValueParser<Item>) -> ValueParser<[Item]>
  where Value == [Item] {
    list(of: item, identity: \.self)
  }

  /// A list of at least one item, in which no two items are the same thing.
  ///
  /// Items that cannot be read are reported and missing in the value: the others can still be checked.
  ///
  /// - Parameters:
  ///   - identity: What makes two items the same.
  ///   - name: What a duplicate is called in a message.
  static func list<Item: Sendable, Identity: Hashable & SendableMetatype>(
    of item: ValueParser<Item>, identity: @escaping @Sendable (Item) -> Identity,
    named name: @escaping @Sendable (Item) -> String = { _ in "item" }
  ) -> ValueParser<[Item]> where Value == [Item] {
    ValueParser(
      expected: "a list, each item \(item.expected)",
      schema: ["type": "array", "items": item.schema, "minItems": 1, "uniqueItems": true],
      example: "[\(item.example)]"
    ) { node, label, issues in
      guard let nodes = node.items(label, example: "[\(item.example)]", issues: &issues) else { return nil }
      var firstPlaces: [Identity: Position] = [:]
      return nodes.compactMap { node in
        guard let value = item.parse(node, "an item of \(label)", &issues) else { return nil }
        if let first = firstPlaces[identity(value)] {
          issues.report(
            "duplicate \(name(value)) in \(label)", at: node.position,
            hint: "the first one is in line \(first.line)")
        } else {
          firstPlaces[identity(value)] = node.position
        }
        return value
      }
    }
  }
}

extension YAMLNode {
  /// The items of a list; reports anything else, and an empty one.
  func items(_ label: String, example: String, issues: inout IssueList) -> [YAMLNode]? {
    if isRefused { return nil }
    guard case .list(let items) = content else {
      issues.mismatch(label, mustBe: "a list", not: self, hint: "for example `\(example)`")
      return nil
    }
    guard !items.isEmpty else {
      issues.report("\(label) is an empty list", at: position, hint: "for example `\(example)`")
      return nil
    }
    return items
  }
}
