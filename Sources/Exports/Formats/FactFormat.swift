internal import PostgreSQL

/// Writes rows of facts in one format, batch by batch.
protocol FactFormat {
  /// The number of text cells so far that differ from the facts: guarded or with line breaks or tabs replaced
  /// (CSV), or with forbidden characters replaced (XML).
  var changedCells: Int { get }
  mutating func write(_ rows: Rows, _ range: Range<Int>) throws
  /// Passes the remaining bytes to the sink, which stays open.
  mutating func finish() throws
}
