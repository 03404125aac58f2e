/// A step of long work, for people who watch it. Nothing else depends on it.
package enum WorkStep: Sendable, Equatable {
  /// A statement computes all runs of a report.
  case computing(report: String)
  /// A report's facts are read. So many rows were read so far, and made so many bytes.
  case reading(report: String, rows: Int, of: Int, bytes: Int)
}
