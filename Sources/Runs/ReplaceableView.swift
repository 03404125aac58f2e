internal import PostgreSQL

/// A view of ours in the CRM's schema, which the owner of the CRM may replace by another one, or by a table, of the same
/// columns.
struct ReplaceableView {
  let name: String
  let columns: [SourceColumn]
  /// The statement that makes the first one.
  let creation: String

  /// Creates the view, unless there is anything of its name.
  ///
  /// - Parameter connection: is in a transaction whose search path leads to the schema.
  func createIfMissing(in schema: String, _ connection: Connection) throws {
    let isMissing: Bool = try connection.execute(
      "SELECT to_regclass(format('%I.%I', $1::text, $2::text)) IS NULL AS is_missing", [schema, name]
    ).only.value("is_missing")
    if isMissing { try connection.executeScript(creation) }
  }
}
