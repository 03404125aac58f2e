/// A part of a query plan that reads much of a table, or asks another server, again for each row of something else. If both
/// have twice the rows, it takes four times as long; if only one has, twice.
package struct Rescan: Hashable, Sendable {
  /// The table that is read again, with its schema.
  package let relation: String
  /// The CRM's tables that are views of it.
  package let sources: [String]
  /// The table whose rows cause it, with its schema; nil if it is not one table's.
  package let loopsOver: String?
}
