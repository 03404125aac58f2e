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
      of: [PublishedTenant.slug: ReportCatalog.product.published], exports: tenant.exports.path,
      by: hasRows ? RecipeCheck.everyTool : RecipeCheck.tools, tenant.database)
  }

  /// Power Query cannot be run here. This test checks at least that the recipe is complete.
  @Test func powerQueryHasEveryColumn() throws {
    let text = try PublishedTenant(hasRows: false).recipe(.powerQuery)
    for (open, close) in [("(", ")"), ("{", "}"), ("[", "]")] as [(Character, Character)] {
      #expect(text.filter { $0 == open }.count == text.filter { $0 == close }.count)
    }
    #expect(text.contains("{\"coverage_ratio\", Currency.Type}"))
    #expect(text.contains("{\"period_start\", type datetimezone}"))
    // It reads what the manifest lists, and looks at no folder.
    #expect(!text.contains("Folder.Files") && text.contains("[occurrences]"))
  }

  /// Nothing but what the manifest lists may be read: not `history/`, not what lies beside the listed files, and no view.
  @Test func readersIgnoreWhatIsNotListed() throws {
    let tenant = try PublishedTenant(hasRows: true, formats: ["csv", "xml", "xlsx"])
    #expect(try tenant.workbooks().count == 5)
    let folder = tenant.tree + "/csv/report=pipeline_overview/schedule=monthly/period=2026-10"
    try FileManager.default.copyItem(
      atPath: "\(folder)/pipeline_overview_acme_monthly_2026-10.csv.gz", toPath: "\(folder)/copy.csv.gz")
    try RecipeCheck.expectReadersSeeTheFacts(
      of: [PublishedTenant.slug: ReportCatalog.product.published], exports: tenant.exports.path,
      tenant.database)
  }

  /// A failed overview has a total of 0.00, and its file adds up to that.
  @Test(arguments: [Recipe.duckdb, .pandas, .postgresql])
  func anIncompleteReportFailsTheCheck(tool: Recipe) throws {
    let tenant = try PublishedTenant(
      hasRows: true,
      change: """
        DELETE FROM report_pipeline_overview_fact;
        UPDATE report_run SET status = 'FAILED', error_message = 'An amount is not a number.'
        WHERE report_type = 'pipeline_overview';
        """)
    let result = try check(tool, ReportCatalog.product.published, tenant)
    #expect(result.status != 0)
    #expect(result.errors.contains("report pipeline_overview"), "\(result.errors)")
    #expect(result.errors.contains("incomplete: a run failed"))
  }

  @Test(arguments: [Recipe.duckdb, .pandas, .postgresql])
  func aReportThatTheLoaderDoesNotKnowFailsTheCheck(tool: Recipe) throws {
    let result = try check(
      tool, ReportCatalog.product.published.dropLast(), try PublishedTenant(hasRows: true))
    #expect(result.status != 0)
    #expect(result.errors.contains("report report_run"), "\(result.errors)")
    #expect(result.errors.contains("print it again with dyno-reports recipes"))
  }

  private func check(_ tool: Recipe, _ reports: [Report], _ tenant: PublishedTenant) throws -> Shell.Result {
    let files = RecipeSource(tenants: [PublishedTenant.slug: reports], exports: tenant.exports.path)
    return try RecipeCheck.run(
      [(tool.rawValue, tool.text(files))], of: [PublishedTenant.slug: reports],
      exports: tenant.exports.path, tenant.database)
  }

  @Test(arguments: ["changed", "missing", "version"])
  func loadersFailLoudly(problem: String) throws {
    let tenant = try PublishedTenant(hasRows: true)
    let file = try #require(tenant.files("csv").first { $0.contains("/report=pipeline_overview/") })
    let manifest = tenant.tree + "/manifest.json"
    switch problem {
    case "changed": try (Data(contentsOf: URL(filePath: file)) + [0]).write(to: URL(filePath: file))
    case "missing": try FileManager.default.removeItem(atPath: file)
    default:
      let text = try String(contentsOfFile: manifest, encoding: .utf8)
      let other = text.replacing(/"manifest_version" ?: ?2/, with: "\"manifest_version\": 3")
      #expect(other != text)
      try Data(other.utf8).write(to: URL(filePath: manifest))
    }
    for tool in RecipeCheck.tools where tool != .spark || problem == "changed" {
      let result = try RecipeCheck.run(
        [(tool.rawValue, tenant.recipe(tool))], of: [PublishedTenant.slug: ReportCatalog.product.published],
        exports: tenant.exports.path, tenant.database)
      #expect(result.status != 0 && result.output.isEmpty, "\(tool.rawValue)")
      #expect(result.errors.contains("tenant acme: "), "\(tool.rawValue): \(result.errors)")
      #expect(result.errors.contains(problem == "version" ? "version 2" : "run this again"))
    }
  }
}
