import Exports
import Foundation
import PostgreSQL
import Recipes
import Reports
import Runs
import TestingDatabase
import Workbooks

/// A tenant with the facts of ``EdgeCaseFacts``, published as by a run, in parts of four rows.
struct PublishedTenant {
  static let slug = "acme"
  static let rowsPerPart = 4

  let database: TestDatabase
  let exports = TemporaryFolder()
  var tree: String { exports.path + "/tenant=\(Self.slug)" }

  /// - Parameters:
  ///   - hasRows: if false, the tenant has no facts, and its files contain only headers.
  ///   - change: SQL that changes the facts before they are published.
  ///   - reports: those that have facts, in the version that computed them.
  init(
    hasRows: Bool, change: String = "", of reports: [Report] = ReportCatalog.product.reports,
    formats: [String] = ["csv", "xml"]
  ) throws {
    database = try TestDatabase()
    try database.load(EdgeCaseFacts.script(of: reports, formats: formats, hasRows: hasRows) + ";" + change)
    try publish(EdgeCaseFacts.tenant)
  }

  /// Publishes facts of another tenant, of the given reports only, into the same folder.
  func publish(slug: String, _ reports: [Report]) throws {
    let tenant = UUID()
    try database.load(EdgeCaseFacts.script(tenant, slug: slug, of: reports, hasRows: true))
    try publish(tenant)
  }

  private func publish(_ tenant: UUID) throws {
    _ = try Publisher(
      database.runtime, exports: exports.path, permissions: .group, rowsPerPart: Self.rowsPerPart,
      views: [WorkbookRenderer()]
    ).publish(tenant: tenant, on: database.runtime.connect(), waiting: true)
  }

  func files(_ format: String) throws -> [String] { try paths(endingWith: ".\(format).gz") }

  func workbooks() throws -> [String] { try paths(endingWith: ".xlsx") }

  private func paths(endingWith end: String) throws -> [String] {
    try exports.files().keys.filter { $0.hasSuffix(end) }.sorted().map { exports.path + "/" + $0 }
  }

  func recipe(_ tool: Recipe) -> String {
    tool.text(
      RecipeSource(tenants: [Self.slug: ReportCatalog.product.published], exports: exports.path))
  }
}
