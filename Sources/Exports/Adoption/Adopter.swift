internal import Foundation
package import PostgreSQL
package import Reports
package import Runs

/// Rebuilds what the ledger lacks of a tenant's published tree: rows, headers and facts.
package struct Adopter {
  private let database: Database
  private let folder: String
  private let preference: AdoptionPreference?
  private let allowsWithoutFacts: Bool
  private let catalog: ReportCatalog
  private let rowsPerPart: Int

  /// - Parameters:
  ///   - folder: the exports folder, or a copy of it.
  ///   - preference: nil to refuse such periods.
  ///   - allowsWithoutFacts: whether what cannot be proved is taken over as final bytes.
  package init(
    _ database: Database, from folder: String, preferring preference: AdoptionPreference? = nil,
    allowsWithoutFacts: Bool = false, catalog: ReportCatalog = .product,
    rowsPerPart: Int = Publisher.defaultRowsPerPart
  ) {
    self.database = database
    self.folder = folder
    self.preference = preference
    self.allowsWithoutFacts = allowsWithoutFacts
    self.catalog = catalog
    self.rowsPerPart = rowsPerPart
  }

  /// Takes a tenant's tree over, each period's revision in a transaction of its own. What was taken over stays if it is stopped; a
  /// repetition goes on from there.
  ///
  /// - Parameters:
  ///   - slug: of the tree.
  ///   - origins: those of all schedule files; only trees of version 1 need them.
  ///   - connection: without an open transaction, or rehearsing.
  ///   - progress: called as the facts are read again, to compare them with the files.
  ///   - adoption: what became of it, up to an error too.
  /// - Throws: ``UnadoptableTree``, ``ForeignTree``; `Ledger.Failure` if the tenant's files are under another slug.
  package func adopt(
    slug: String, _ origins: [FirstReleaseOrigins], on connection: Connection,
    progress: @escaping (WorkStep) -> Void = { _ in }, into adoption: inout Adoption
  ) throws {
    let tree = try AdoptableTree(slug: slug, in: folder)
    for origins in origins {
      if origins.slug == slug, origins.tenant != tree.id {
        throw ForeignTree(tree: tree.source.folder, reason: .anotherTenant(id: tree.id.uuidString))
      }
      if origins.tenant == tree.id, origins.slug != slug {
        throw Ledger.Failure.slugChanged(was: slug, is: origins.slug)
      }
    }
    let work = TenantAdoption(
      tree: tree, ledger: Ledger(database, connection), origins: origins.first { $0.tenant == tree.id },
      preference: preference, allowsWithoutFacts: allowsWithoutFacts, catalog: catalog,
      rowsPerPart: rowsPerPart,
      progress: progress)
    try work.run(&adoption)
  }
}
