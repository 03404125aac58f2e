/// What a version of a report's definition changed, compared with the version before. Nothing is ever
/// removed.
package struct ReportVersion: Sendable {
  /// Appended to the fact table and to the files: nullable metrics, because older rows have no value.
  package let newColumns: [Column]
  /// The names of the columns by which rows are ordered from this version on; nil if the order does not
  /// change.
  package let rowOrder: [String]?

  package init(newColumns: [Column], rowOrder: [String]? = nil) {
    self.newColumns = newColumns
    self.rowOrder = rowOrder
  }
}
