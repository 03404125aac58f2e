internal import Foundation

/// The content of a data package that must match. Its titles and descriptions may differ.
struct PackageContent: Decodable, Equatable {
  struct Resource: Decodable, Equatable {
    let path: String
    let bytes: Int
    let hash: String
    let schema: String
  }

  /// Ordered by path.
  let resources: [Resource]

  private enum CodingKeys: CodingKey { case resources }

  init(from decoder: any Decoder) throws {
    resources = try decoder.container(keyedBy: CodingKeys.self).decode([Resource].self, forKey: .resources)
      .sorted { $0.path < $1.path }
  }

  /// - Parameter entries: the current entries whose CSV files the package should have.
  init(of entries: [ManifestEntry]) {
    resources = entries.flatMap(\.reports).flatMap { report in
      report.files.filter { $0.format == "csv" }.map { file in
        Resource(
          path: file.path, bytes: file.bytes, hash: "sha256:\(file.sha256)",
          schema: TableSchema.path(report.report, report.version))
      }
    }.sorted { $0.path < $1.path }
  }

  /// - Returns: nil if it cannot be read.
  init?(_ data: Data?) {
    guard let data, let content = try? JSONDecoder().decode(Self.self, from: data) else { return nil }
    self = content
  }
}
