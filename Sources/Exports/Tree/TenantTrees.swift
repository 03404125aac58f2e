package import Reports

/// What the exports folder says of itself, to those who have nothing else.
package enum TenantTrees {
  package struct Unreadable: Error, CustomStringConvertible {
    let tree: String
    package var description: String { "\(tree) has no manifest that can be read" }
  }

  /// The tenants that have a tree.
  package static func slugs(in exports: String) throws -> [String] {
    guard try FileSystem.isFolder(exports) else { return [] }
    return try FileSystem.entries(of: exports).compactMap { name in
      // The text goes into recipes: nothing but a slug.
      name.wholeMatch(of: /tenant=([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)/).map { String($0.1) }
    }.sorted()
  }

  /// The reports that the manifest lists CSV files of, each by the latest version that any of them has.
  ///
  /// - Throws: ``UnknownReport`` where this program does not have it.
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
