internal import PostgreSQL

/// Writes the facts of one report into one file, batch by batch.
protocol FactFormat {
  mutating func write(_ rows: Rows) throws
  mutating func finish() throws -> FinishedFile
}

/// A file that is complete and on disk.
struct FinishedFile {
  let compressed: ExportFile.Summary
  let raw: ExportFile.Summary
  /// Text cells that differ from the facts: guarded (CSV), or with characters replaced (XML).
  let changedCells: Int

  init(_ summaries: (compressed: ExportFile.Summary, raw: ExportFile.Summary), changedCells: Int) {
    compressed = summaries.compressed
    raw = summaries.raw
    self.changedCells = changedCells
  }
}
