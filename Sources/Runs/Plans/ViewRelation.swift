internal import PostgreSQL

/// A table that a report reads through a view.
struct ViewRelation {
  /// The CRM's tables that are views of it.
  let sources: [String]
  /// With its schema.
  let name: String
  let isForeign: Bool
  /// About how many rows it has; nil if nobody knows.
  let tuples: Int?

  /// All of them by ``key(schema:name:)``, with those below the view of names.
  ///
  /// - Parameter connection: is in a transaction.
  static func all(_ connection: Connection) throws -> [String: ViewRelation] {
    let tables = ArrayLiteral.text(SourceTables.names + [LabelView.name])
    var found: [String: ViewRelation] = [:]
    for row in try connection.execute(NamedStatement(SQLFile.view_relations), ["tables": tables]) {
      let name = key(schema: try row.value("schema"), name: try row.value("name"))
      found[name] = ViewRelation(
        sources: (found[name]?.sources ?? []) + [try row.value("source")], name: name,
        isForeign: try row.value("is_foreign"), tuples: try row.optional("tuples"))
    }
    return found
  }

  static func key(schema: String, name: String) -> String { "\(schema).\(name)" }
}
