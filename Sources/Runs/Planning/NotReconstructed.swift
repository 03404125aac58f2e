internal import Reports

/// A report of a schedule that a reconstruction leaves out, in the manifest and in the output of commands.
package struct NotReconstructed: Codable, Equatable, Sendable {
  package let report: String
  /// A clause, without a full stop.
  package let reason: String

  /// - Returns: nil if the report can be reconstructed.
  init?(_ report: Report) {
    guard case .impossible(let reason) = report.reconstruction else { return nil }
    self.report = report.type
    self.reason = reason
  }
}
