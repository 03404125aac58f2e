/// One report of an occurrence as it was published: what the ledger's `files` hold, and the manifest shows.
package struct PublishedReport: Sendable, Codable, Equatable {
  package let report: String
  /// Of the definition by which the facts were computed.
  package let version: Int
  package let runs: RunSummary
  package let files: [PublishedFile]

  init(report: String, version: Int, runs: RunSummary, files: [PublishedFile]) {
    self.report = report
    self.version = version
    self.runs = runs
    self.files = files
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    report = try container.decode(String.self, forKey: .report)
    // An earlier program did not write it down: there was one version.
    version = try container.decodeIfPresent(Int.self, forKey: .version) ?? 1
    runs = try container.decode(RunSummary.self, forKey: .runs)
    files = try container.decode([PublishedFile].self, forKey: .files)
  }
}

package struct PublishedFile: Sendable, Codable, Equatable {
  /// Relative to the tenant's folder.
  package let path: String
  package let format: String
  package let rows: Int
  /// For readers: how many columns, which the version of the report decides. nil where an earlier program did not write it down.
  package let columns: Int?
  package let bytes: Int
  package let sha256: String
  /// Before compression.
  package let rawBytes: Int
  package let rawSHA256: String
  /// Sums of the money columns, as the database computed them.
  package let controlTotals: [String: String]
  /// Text cells that differ from the facts because the format demands it.
  package let changedCells: Int

  enum CodingKeys: String, CodingKey {
    case path, format, rows, columns, bytes, sha256
    case rawBytes = "raw_bytes"
    case rawSHA256 = "raw_sha256"
    case controlTotals = "control_totals"
    case changedCells = "changed_cells"
  }
}
