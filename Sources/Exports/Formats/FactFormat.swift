internal import PostgreSQL

/// Writes rows of facts in one format, batch by batch.
protocol FactFormat {
  /// Text cells so far that differ from the facts: guarded (CSV), or with characters replaced (XML).
  var changedCells: Int { get }
  mutating func write(_ rows: Rows, _ range: Range<Int>) throws
  /// Hands the rest to the sink, which stays open.
  mutating func finish() throws
}
