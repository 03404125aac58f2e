package import PostgreSQL

/// Checks the definition of the view that says up to when the CRM's tables are complete, and the right to read it.
package enum FreshnessCheck {
  /// - Parameter connection: of the role that computes reports.
  package static func violations(
    _ connection: Connection, _ database: Database
  ) throws -> [SourceViolation] {
    try ReplaceableViewCheck(view: FreshnessView.view).violations(
      connection, database, ifMissing: "one that lets everything be computed; docs/scale.md shows others")
  }
}
