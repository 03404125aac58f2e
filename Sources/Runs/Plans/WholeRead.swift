/// A large table that is read whole for the few rows of a tenant, because no index leads to them.
package struct WholeRead: Sendable {
  /// With its schema.
  package let relation: String
  /// What an index would begin with.
  package let column: String
  /// About how many rows the table has.
  package let rows: Int
  /// How many rows the tenant has of the CRM's table that is read through it.
  package let wanted: Int
  /// How long it took to find these.
  package let duration: Duration
  /// How often the plans read it.
  package internal(set) var times: Int
}
