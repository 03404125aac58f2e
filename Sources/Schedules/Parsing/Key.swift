/// A key of a mapping: its name, its value and its purpose.
struct Key<Value: Sendable>: KeyDefinition {
  let name: String
  let parser: ValueParser<Value>
  let isRequired: Bool
  /// The value that applies if the key is absent, if an editor can show it.
  let defaultValue: JSON?
  /// What the key is for, as shown by an editor.
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
