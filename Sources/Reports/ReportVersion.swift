/// What a version of a report's definition changed, compared with the version before. Nothing is ever
/// removed.
package struct ReportVersion: Sendable {
  /// Appended to the fact table and to the files: nullable metrics, because older rows have no value.
  package let newColumns: [Column]
  /// By column: values of an older column that this version adds to those that are listed.
  package let newValues: [String: [String]]
  /// The names of the columns by which rows are ordered from this version on; nil if the order does not
  /// change.
  package let rowOrder: [String]?
  /// Whether the roots of XML files say from this version on that a period was reconstructed.
  package let marksReconstructions: Bool

  package init(
    newColumns: [Column] = [], newValues: [String: [String]] = [:], rowOrder: [String]? = nil,
    marksReconstructions: Bool = false
  ) {
    self.marksReconstructions = marksReconstructions
    self.newColumns = newColumns
    self.newValues = newValues
    self.rowOrder = rowOrder
  }
}
