package import Reports

/// What the exports folder says of itself, to those who have nothing else.
package enum PublishedTree {
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

  /// The reports that the manifest lists CSV files of.
  package static func reportsWithCSV(of slug: String, in exports: String) throws -> [Report] {
    let tree = "\(exports)/\(TreeLayout(slug: slug).tenantFolder)"
    guard let manifest = try Manifest.read(inTree: tree) else { throw Unreadable(tree: tree) }
    let published = manifest.occurrences.flatMap(\.reports)
    let types = published.filter { report in
      report.files.contains { $0.format == ExportFormat.csv.rawValue }
    }.map(\.report)
    return ReportCatalog.reports.filter { types.contains($0.type) }
  }
}
