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
