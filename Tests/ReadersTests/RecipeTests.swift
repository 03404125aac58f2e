import Foundation
import Recipes
import Reports
import Testing
import TestingDatabase

/// The recipes, run with the tools that they are for: every type and every value, beside what SQL says.
@Suite(.enabled(if: Python.isThere, "NO PYTHON: the published files are not tried with any reader"))
struct RecipeTests {
  @Test(arguments: [true, false])
  func readersSeeTheFacts(hasRows: Bool) throws {
    let tenant = try PublishedTenant(hasRows: hasRows)
    try Proof.expectReadersSeeTheFacts(
      of: ReportCatalog.product.reports, tenant: PublishedTenant.slug, exports: tenant.exports.path,
      tenant.database)
  }

  /// It cannot be run here; at least nothing of it is missing.
  @Test func powerQueryHasEveryColumn() throws {
    let text = try PublishedTenant(hasRows: false).recipe(.powerQuery)
    for (open, close) in [("(", ")"), ("{", "}"), ("[", "]")] as [(Character, Character)] {
      #expect(text.filter { $0 == open }.count == text.filter { $0 == close }.count)
    }
    #expect(text.contains("{\"coverage_ratio\", Currency.Type}"))
    #expect(text.contains("{\"period_start\", type datetimezone}"))
  }
}
