/// How much computing stored of one report. Whoever reads the facts later compares with it what a look-up finds: an
/// index that lies, or rows that are gone, must not look like a report without rows.
package struct StoredRuns: Sendable, Codable, Equatable {
  /// The number of headers, those of failed runs included.
  package let runs: Int
  /// The number of fact rows.
  package let rows: Int

  package init(runs: Int, rows: Int) {
    self.runs = runs
    self.rows = rows
  }
}
