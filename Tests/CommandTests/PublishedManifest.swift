import Foundation
import Testing

/// The parts of a manifest that tests check.
struct PublishedManifest: Decodable {
  struct Occurrence: Decodable {
    let schedule: String
    let revision: Int
    let supersedes: Int?
    let restateReason: String?
    let formulaGuard: Bool
    let reports: [Report]
  }
  struct Report: Decodable {
    let report: String
    let files: [File]
  }
  struct File: Decodable {
    let path: String
    let rows: Int
    let controlTotals: [String: String]
    let changedCells: Int
  }

  let occurrences: [Occurrence]
  let history: [Occurrence]

  init(_ data: Data?) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(Self.self, from: try #require(data))
  }
}
