/// A key of a mapping: its name, what its value looks like, and what it is for.
struct Key<Value: Sendable>: KeyDefinition {
  let name: String
  let parser: ValueParser<Value>
  let isRequired: Bool
  /// What holds where the key is absent, as far as an editor can show it.
  let defaultValue: JSON?
  /// For the editor: what the key is for.
  let documentation: String

  init(
    _ name: String, _ parser: ValueParser<Value>, required: Bool = false, default defaultValue: JSON? = nil,
    _ documentation: String
  ) {
    self.name = name
    self.parser = parser
    self.isRequired = required
    self.defaultValue = defaultValue
    self.documentation = documentation
  }

  var schema: JSON {
    parser.schema.adding("description", .text(documentation)).adding("default", defaultValue)
  }

  var example: String { parser.example }
  var expected: String { parser.expected }
}
