/// Something in the CRM because of which reports would fail or be wrong.
package struct SourceViolation: Error, CustomStringConvertible {
  /// The table that reports read; nil if all are concerned.
  package let table: String?
  package let problem: String
  /// What to do.
  package let remedy: String
  /// Whether it may be meant so. Then it is worth a note, and no reason to stop.
  package let isNote: Bool

  package init(table: String? = nil, problem: String, remedy: String, isNote: Bool = false) {
    self.table = table
    self.problem = problem
    self.remedy = remedy
    self.isNote = isNote
  }

  /// - Parameter what: what was stopped, as the subject of a sentence.
  static func tookTooLong(_ what: String, seconds: Int) -> SourceViolation {
    SourceViolation(
      problem: "\(what) took longer than \(seconds) second\(seconds == 1 ? "" : "s") and was stopped",
      remedy: "make the CRM's views faster (docs/your_crm.md), or allow more with --report-timeout")
  }

  package var description: String { "\(problem); \(remedy)" }
}
