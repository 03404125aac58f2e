/// What a version of a report's definition changed, compared with the version before. Nothing that was there goes away.
package struct ReportVersion: Sendable {
  /// Appended to the fact table and to the files: nullable metrics, for older rows have no value.
  package let newColumns: [Column]
  /// The names of the columns by which rows are ordered from here on; nil where that stays.
  package let rowOrder: [String]?

  package init(newColumns: [Column], rowOrder: [String]? = nil) {
    self.newColumns = newColumns
    self.rowOrder = rowOrder
  }
}
