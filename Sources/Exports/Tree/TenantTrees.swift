package import Reports

/// Reads the exports folder alone, without the database.
package enum TenantTrees {
  package struct Unreadable: Error, CustomStringConvertible {
    let tree: String
    package var description: String {
      "\(tree) has no manifest.json that can be read; `dyno-reports export` writes it again if the database has "
        + "publications of the tenant"
    }
  }

  /// The slugs of the tenants that have a tree.
  package static func slugs(in exports: String) throws -> [String] {
    guard try FileSystem.isExportsFolder(exports) else { return [] }
    return try FileSystem.entries(of: exports).compactMap { name in
      // Slugs are inserted into recipes, so nothing but a valid slug is accepted.
      name.wholeMatch(of: /tenant=([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)/).map { String($0.1) }
    }.sorted()
  }

  /// The slug of the tree whose manifest names a tenant's id; nil if there is none.
  package static func slug(ofTenant id: String, in exports: String) -> String? {
    (try? slugs(in: exports))?.first { slug in
      let folder = "\(exports)/\(TreeLayout(slug: slug).tenantFolder)"
      let header = (try? UntrustedTree(folder: folder).contents(Manifest.fileName)).flatMap(\.self)
        .flatMap(Manifest.Header.init)
      return header?.tenant.id.lowercased() == id.lowercased()
    }
  }

  /// The reports that have CSV files in the tree, and the headers of their runs, each in the latest version
  /// that occurs. None before the first publication, for which a folder may be empty.
  ///
  /// - Throws: `UnknownReport` if this program does not have a report or its version.
  package static func tablesWithCSV(
    of slug: String, in exports: String, _ catalog: ReportCatalog
  ) throws -> [Report] {
    let tree = "\(exports)/\(TreeLayout(slug: slug).tenantFolder)"
    guard let published = try PublishedTree.read(tree) else {
      if try FileSystem.entries(of: tree).isEmpty { return [] }
      throw Unreadable(tree: tree)
    }
    guard case .current(let manifest) = published.contents else { throw NotTakenOver(tree: tree) }
    let tables = manifest.reports.filter { $0.formats.contains(ExportFormat.csv.rawValue) }
    let versions = Dictionary(tables.map { ($0.report, $0.version) }, uniquingKeysWith: max)
    return try versions.sorted { $0.key < $1.key }.map { try catalog.published($0.key, version: $0.value) }
  }

  /// A tree of an earlier program, for which loaders of this one do not work.
  package struct NotTakenOver: Error, CustomStringConvertible {
    let tree: String
    package var description: String {
      "\(tree) was published by an earlier program; the next publication takes it over, or `dyno-reports "
        + "export` does so now"
    }
  }
}
