import Foundation
import Testing

/// What the parts of acme's manifest list, as far as tests check it.
struct PublishedManifest: Decodable {
  struct Occurrence: Decodable {
    let schedule: String
    let revision: Int
    let supersedes: Int?
    let restateReason: String?
    let formulaGuard: Bool
    let trustedSources: [String]?
    let reports: [Report]
    let warnings: [String: Int]?
  }
  struct Report: Decodable {
    let report: String
    let complete: Bool
    let runs: Runs?
    let files: [File]
  }
  struct Runs: Decodable {
    let failed: Int
    let failedRuns: [FailedRun]
    let warnings: [String: Int]
  }
  struct FailedRun: Decodable {
    let message: String
    let dimensions: [String: String?]
  }
  struct File: Decodable {
    let path: String
    let rows: Int
    let controlTotals: [String: String]
    let changedCells: Int
  }

  let occurrences: [Occurrence]
  let history: [Occurrence]

  private struct Part: Decodable {
    let occurrences: [Occurrence]
    let history: [Occurrence]
  }

  /// - Parameter files: published files, by their paths in the exports folder.
  init(_ files: [String: Data]) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let parts = try files.filter { $0.key.hasPrefix("tenant=acme/manifest/") }.sorted { $0.key < $1.key }
      .map { try decoder.decode(Part.self, from: $0.value) }
    try #require(!parts.isEmpty)
    occurrences = parts.flatMap(\.occurrences)
    history = parts.flatMap(\.history)
  }
}
