/// The JSON of `schema` without a command.
struct SchemaListDocument: Encodable {
  struct Entry: Encodable {
    let command: String
    /// The `$id` of the JSON Schema of what it prints.
    let schema: String
  }

  let schemas = PrintedDocument.allCases.map { Entry(command: $0.rawValue, schema: $0.schema.id) }
}
