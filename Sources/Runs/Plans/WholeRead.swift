/// A large table that is read whole for the few rows of a tenant, because no index leads to them.
package struct WholeRead: Sendable {
  /// As SQL: with its schema, quoted where needed.
  package let relation: String
  /// What an index would begin with, as SQL.
  package let column: String
  /// About how many rows the table has.
  package let rows: Int
  /// What looking for the tenant's rows found; nil if it took too long.
  package let look: Look?
  /// How often the plans read it.
  package internal(set) var times: Int

  package struct Look: Sendable {
    /// How many rows the tenant has of the CRM's table that is read through it.
    package let rows: Int
    package let duration: Duration
  }
}
