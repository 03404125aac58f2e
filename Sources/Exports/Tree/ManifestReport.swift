/// One report of an occurrence as it was published, as stored in the ledger's `files` and shown in the
/// manifest.
package struct ManifestReport: Sendable, Codable, Equatable {
  package let report: String
  /// The version of the definition that computed the facts.
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
    // Earlier programs did not record the version: there was only one.
    version = try container.decodeIfPresent(Int.self, forKey: .version) ?? 1
    runs = try container.decode(RunSummary.self, forKey: .runs)
    files = try container.decode([ManifestFile].self, forKey: .files)
  }
}
