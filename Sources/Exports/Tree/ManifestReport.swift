internal import Reports
package import Runs

/// One report of an occurrence as it was published, or the headers of the occurrence's runs. It is stored in
/// the ledger's `files`, and shown in the manifest's parts.
package struct ManifestReport: Sendable, Codable, Equatable {
  package let report: String
  /// The version of the definition that computed the facts.
  package let version: Int
  /// Whether all runs succeeded. If not, rows are missing.
  package let isComplete: Bool
  /// The canonical parameters of the runs, without their dimensions. nil for the headers, and if they are not
  /// known: an earlier program stored them in the headers alone, and there were none.
  package let parameters: [String: ParameterValue]?
  /// nil for the headers.
  package let runs: RunSummary?
  package let files: [ManifestFile]

  enum CodingKeys: String, CodingKey {
    case report, version, parameters, runs, files
    case isComplete = "complete"
  }

  /// The number of rows, which is the same in every format.
  package var rows: Int {
    let format = files.first?.format
    return files.filter { $0.format == format }.map(\.rows).reduce(0, +)
  }

  var csvFiles: [ManifestFile] { files.filter { $0.format == ExportFormat.csv.rawValue } }

  init(
    report: String, version: Int, parameters: [String: ParameterValue]?, runs: RunSummary?,
    files: [ManifestFile]
  ) {
    self.report = report
    self.version = version
    self.parameters = parameters
    self.runs = runs
    self.files = files
    isComplete = (runs?.failed ?? 0) == 0
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      report: try container.decode(String.self, forKey: .report),
      // Earlier programs did not record the version: there was only one.
      version: try container.decodeIfPresent(Int.self, forKey: .version) ?? 1,
      parameters: try container.decodeIfPresent([String: ParameterValue].self, forKey: .parameters),
      runs: try container.decodeIfPresent(RunSummary.self, forKey: .runs),
      files: try container.decode([ManifestFile].self, forKey: .files))
  }
}
