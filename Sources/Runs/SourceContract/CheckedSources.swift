package import Reports
internal import Schedules

/// What was found out about CRM tables that meet the source contract.
package struct CheckedSources: Sendable {
  /// The tables without an index that proves one row per `(tenant_id, id)`. Whoever computes looks at the rows.
  package let unprovenKeys: [String]
  /// The tables of which the operator says that no rows are hidden.
  package let trusted: [String]
  /// What might hide rows of trusted tables, a sentence each.
  package let doubts: [String]
  /// Whether the planner has no statistics for the columns of one of the tables: it is a view or a foreign table, or was never
  /// analyzed.
  package let lackStatistics: Bool
  /// Those of the columns that a CRM may lack which the role can read.
  package let optionalColumns: Set<OptionalColumn>
  /// What may be meant so.
  package let notes: [SourceViolation]
  /// Why the currencies of deals cannot be read. It stops the tenants that have a currency, and no other.
  let currencyViolations: [SourceViolation]

  package init(
    unprovenKeys: [String] = [], trusted: [String] = [], doubts: [String] = [], lackStatistics: Bool = false,
    optionalColumns: Set<OptionalColumn> = [], notes: [SourceViolation] = [],
    currencyViolations: [SourceViolation] = []
  ) {
    self.optionalColumns = optionalColumns
    self.notes = notes
    self.currencyViolations = currencyViolations
    self.unprovenKeys = unprovenKeys
    self.trusted = trusted
    self.doubts = doubts
    self.lackStatistics = lackStatistics
  }

  /// Those of ``optionalColumns`` that reports read.
  ///
  /// - Parameter currency: the tenant's. Without one, nobody asks what currency a deal is in.
  func optionalColumns(for currency: Currency?) -> Set<OptionalColumn> {
    currency == nil ? optionalColumns.subtracting([.dealCurrency]) : optionalColumns
  }
}
