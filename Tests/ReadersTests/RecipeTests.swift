import Foundation
import Recipes
import Reports
import Testing
import TestingDatabase

/// Runs the recipes with their tools, and compares every type and every value with the result of SQL.
@Suite(.enabled(if: Python.isThere, "NO PYTHON: no reader is tested with the published files"))
struct RecipeTests {
  @Test(arguments: [true, false])
  func readersSeeTheFacts(hasRows: Bool) throws {
    let tenant = try PublishedTenant(hasRows: hasRows)
    try RecipeCheck.expectReadersSeeTheFacts(
      of: ReportCatalog.product.reports, tenant: PublishedTenant.slug, exports: tenant.exports.path,
      tenant.database)
  }

  /// Power Query cannot be run here. This test checks at least that the recipe is complete.
  @Test func powerQueryHasEveryColumn() throws {
    let text = try PublishedTenant(hasRows: false).recipe(.powerQuery)
    for (open, close) in [("(", ")"), ("{", "}"), ("[", "]")] as [(Character, Character)] {
      #expect(text.filter { $0 == open }.count == text.filter { $0 == close }.count)
    }
    #expect(text.contains("{\"coverage_ratio\", Currency.Type}"))
    #expect(text.contains("{\"period_start\", type datetimezone}"))
  }
}
