/// A key of a mapping: its name, what its value looks like, and what it is for.
struct Key<Value: Sendable>: KeyDefinition {
  let name: String
  let form: Form<Value>
  let isRequired: Bool
  /// What holds where the key is absent, as far as an editor can show it.
  let defaultValue: JSON?
  /// For the editor: what the key is for.
  let documentation: String

  init(
    _ name: String, _ form: Form<Value>, required: Bool = false, default defaultValue: JSON? = nil,
    _ documentation: String
  ) {
    self.name = name
    self.form = form
    self.isRequired = required
    self.defaultValue = defaultValue
    self.documentation = documentation
  }

  var schema: JSON {
    form.schema.adding("description", .text(documentation)).adding("default", defaultValue)
  }

  var example: String { form.example }
  var expected: String { form.expected }
}

/// A key without the type of its value.
protocol KeyDefinition: Sendable {
  var name: String { get }
  var isRequired: Bool { get }
  var schema: JSON { get }
  var example: String { get }
  var expected: String { get }
  var documentation: String { get }
  var defaultValue: JSON? { get }
}
