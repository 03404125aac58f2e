/// What became of the runs of one report in one occurrence.
package struct RunSummary: Sendable, Codable, Equatable {
  /// Ids are listed up to this many; beyond it their count and digest identify them.
  package static let mostListed = 20
  /// Failed runs are listed up to this many.
  package static let mostFailedListed = 1_000

  package let succeeded: Int
  /// SHA-256 over the succeeded runs' ids in order, separated by line feeds.
  package let digest: String
  package let ids: [String]?
  package let failed: Int
  /// The first of them.
  package let failedRuns: [FailedRun]
  /// Counts of what is odd in the data, though it can be reported.
  package let warnings: [String: Int]

  enum CodingKeys: String, CodingKey {
    case succeeded, digest, ids, failed, warnings
    case failedRuns = "failed_runs"
  }
}
