import Recipes
import Reports
import Testing
import TestingDatabase

/// The loaders that an older program printed, for a tree of version 1, read the present tree or fail loudly. They never
/// give nothing without an error.
@Suite(.enabled(if: Python.isThere, "NO PYTHON: no saved loader is tested with a new tree"))
struct OldLoaderTests {
  /// These read `SHA256SUMS` or what lies in the folder of a report.
  private static let ofFolders = [Recipe.duckdb, .postgresql, .spark].filter(RecipeCheck.tools.contains)

  /// Those that the older program had: they have had a later version since.
  private static let known = ReportCatalog.product.reports.filter { !$0.laterColumns.isEmpty }

  @Test(arguments: ofFolders)
  func loadersOfFoldersGiveTheCurrentRevisions(tool: Recipe) throws {
    let result = try run(tool, of: Self.known.compactMap { $0.version(1) })
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.split(separator: "\n").count == 4)
  }

  /// They know how many columns a file has.
  @Test(arguments: ofFolders)
  func loadersOfFoldersFailWhereReportsHaveNewColumns(tool: Recipe) throws {
    let result = try run(tool)
    #expect(result.status != 0 && result.output.isEmpty, "\(result.output)\(result.errors)")
  }

  /// These read `occurrences` in manifest.json, which is no longer there.
  @Test(arguments: [Recipe.pandas, .polars, .pyarrow])
  func loadersOfTheManifestFail(tool: Recipe) throws {
    let result = try run(tool)
    #expect(result.status != 0 && result.output.isEmpty)
    #expect(result.errors.contains("KeyError: 'occurrences'"), "\(result.errors)")
  }

  private func run(
    _ tool: Recipe, of reports: [Report] = known
  ) throws -> Shell.Result {
    let tenant = try PublishedTenant(hasRows: true, of: reports)
    let recipe = try UpgradeFixture.f0e1412.recipe(tool.rawValue, exports: tenant.exports.path)
    return try RecipeCheck.run(
      [(tool.rawValue, recipe)], of: [PublishedTenant.slug: reports],
      exports: tenant.exports.path, hasOrigin: false, tenant.database)
  }
}
