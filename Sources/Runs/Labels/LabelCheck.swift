package import PostgreSQL

/// Checks the definition of the view of names, and the right to read it.
package enum LabelCheck {
  /// - Parameter connection: of the role that computes reports.
  package static func violations(
    _ connection: Connection, _ database: Database
  ) throws -> [SourceViolation] {
    try ReplaceableViewCheck(view: LabelView.view).violations(
      connection, database,
      ifMissing: "an empty one, or make a view that has names, as docs/your_crm.md shows")
  }
}
