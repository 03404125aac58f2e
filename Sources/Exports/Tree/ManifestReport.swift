/// One report of an occurrence as it was published: what the ledger's `files` hold, and the manifest shows.
package struct ManifestReport: Sendable, Codable, Equatable {
  package let report: String
  /// Of the definition by which the facts were computed.
  package let version: Int
  package let runs: RunSummary
  package let files: [ManifestFile]

  init(report: String, version: Int, runs: RunSummary, files: [ManifestFile]) {
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
    files = try container.decode([ManifestFile].self, forKey: .files)
  }
}
