/// The outcome of the runs of one report in one occurrence.
package struct RunSummary: Sendable, Codable, Equatable {
  /// The ids are listed only if there are at most this many. Otherwise count and digest identify them.
  package static let maxListedIDs = 20
  /// The maximum number of failed runs that are listed.
  package static let maxListedFailures = 1_000

  package let succeeded: Int
  /// SHA-256 of the ids of the succeeded runs, in order, separated by line feeds.
  package let digest: String
  package let ids: [String]?
  package let failed: Int
  /// The first failed runs, at most ``maxListedFailures``.
  package let failedRuns: [FailedRun]
  /// Counts of irregularities in the data that did not prevent the report, by kind.
  package let warnings: [String: Int]

  enum CodingKeys: String, CodingKey {
    case succeeded, digest, ids, failed, warnings
    case failedRuns = "failed_runs"
  }
}
