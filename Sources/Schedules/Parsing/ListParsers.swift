extension ValueParser {
  /// A non-empty list without duplicates.
  static func list<Item: Hashable & Sendable>(of item: ValueParser<Item>) -> ValueParser<[Item]>
  where Value == [Item] {
    list(of: item, identity: \.self)
  }

  /// A non-empty list in which no two items have the same identity.
  ///
  /// Items that cannot be read are reported and left out, so that the others can still be checked.
  ///
  /// - Parameters:
  ///   - identity: two items with the same identity are duplicates.
  ///   - name: how a message calls a duplicate.
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
            hint: "the first one is on line \(first.line)")
        } else {
          firstPlaces[identity(value)] = node.position
        }
        return value
      }
    }
  }
}

extension YAMLNode {
  /// The items of a list. Reports any other value, and an empty list.
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
