package import Reports

/// Reads the exports folder alone, without the database.
package enum TenantTrees {
  package struct Unreadable: Error, CustomStringConvertible {
    let tree: String
    package var description: String { "\(tree) has no readable manifest" }
  }

  /// The slugs of the tenants that have a tree.
  package static func slugs(in exports: String) throws -> [String] {
    guard try FileSystem.isFolder(exports) else { return [] }
    return try FileSystem.entries(of: exports).compactMap { name in
      // Slugs are inserted into recipes, so nothing but a valid slug is accepted.
      name.wholeMatch(of: /tenant=([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)/).map { String($0.1) }
    }.sorted()
  }

  /// The reports that have CSV files in the manifest, each in the latest version that occurs.
  ///
  /// - Throws: `UnknownReport` if this program does not have a report or its version.
  package static func reportsWithCSV(
    of slug: String, in exports: String, _ catalog: ReportCatalog
  ) throws -> [Report] {
    let tree = "\(exports)/\(TreeLayout(slug: slug).tenantFolder)"
    guard let manifest = try Manifest.read(inTree: tree) else { throw Unreadable(tree: tree) }
    let published = manifest.occurrences.flatMap(\.reports).filter { report in
      report.files.contains { $0.format == ExportFormat.csv.rawValue }
    }
    let versions = Dictionary(published.map { ($0.report, $0.version) }, uniquingKeysWith: max)
    return try versions.sorted { $0.key < $1.key }.map { try catalog.report($0.key, version: $0.value) }
  }
}
