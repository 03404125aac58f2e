import Foundation
import Recipes
import Reports
import Testing
import TestingDatabase
import TestingRepository

/// Loaders of several tenants at once: one table per report, with the rows of all.
@Suite(.enabled(if: Python.isThere, "NO PYTHON: no loader of several tenants is tested"))
struct SeveralTenantsTests {
  /// Each tenant's reports: globex and initech lack some that acme has.
  private let tenants: [String: [Report]]
  private let published: PublishedTenant
  private var exports: String { published.exports.path }
  private var reports: [Report] { ReportCatalog.product.published }

  init() throws {
    published = try PublishedTenant(hasRows: true)
    let reports = ReportCatalog.product.reports
    let some = [
      "globex": reports.filter { ["pipeline_coverage", "pipeline_overview"].contains($0.type) },
      "initech": reports.filter { ["pipeline_stage_funnel"].contains($0.type) },
    ]
    for (slug, reports) in some { try published.publish(slug: slug, reports) }
    tenants = some.mapValues { $0 + [.runHeaders] }.merging(["acme": ReportCatalog.product.published]) { $1 }
    #expect(tenants.values.allSatisfy { $0.count > 1 })
  }

  @Test func everyReaderSeesTheFactsOfAll() throws {
    try RecipeCheck.expectReadersSeeTheFacts(of: tenants, exports: exports, published.database)
  }

  private func loader(_ tool: Recipe, _ slugs: [String]? = nil, incremental: Bool) throws -> String {
    let selected = tenants.filter { slugs?.contains($0.key) ?? true }
    let files = RecipeSource(tenants: selected, isSelection: slugs != nil, exports: exports)
    return incremental ? try #require(tool.incrementalText(files)) : tool.text(files)
  }

  /// Each loader is started many times: `scripts/thorough` tries those that are not incremental too.
  @Test(arguments: Recipe.incremental, Thoroughness.isFull ? [false, true] : [true])
  func oneAfterTheOtherOrAllAtOnceGivesTheSameTables(tool: Recipe, incremental: Bool) throws {
    let single = try LoadedDatabase(tool, published.database)
    let all = try LoadedDatabase(tool, published.database)
    // acme's script knows all tables, but not that of initech, which is the last.
    for slug in ["acme", "globex", "initech"] {
      let result = try single.run(loader(tool, [slug], incremental: incremental))
      #expect(result.status == 0, "\(result.errors)")
    }
    let result = try all.run(loader(tool, incremental: incremental))
    #expect(result.status == 0, "\(result.errors)")
    let rows = try all.rows(of: reports)
    #expect(try single.rows(of: reports) == rows)
    #expect(rows.contains { $0.hasPrefix("dyno_reports_sequence") && $0.contains("initech") })
    #expect(!rows.contains { $0.hasPrefix("dyno_reports_problems") })

    // Nothing is doubled, and nobody else is touched.
    for slugs in [nil, ["globex"], ["acme", "initech"]] {
      for database in [single, all] {
        #expect(try database.run(loader(tool, slugs, incremental: incremental)).status == 0)
        #expect(try database.rows(of: reports) == rows, "\(slugs ?? [])")
      }
    }
  }

  /// DuckDB ends at the tenant, so the one after it is not loaded. psql loads it, and names the tenant at the end.
  @Test(arguments: Recipe.incremental, [false, true])
  func aTenantThatFailsUndoesNoOther(tool: Recipe, incremental: Bool) throws {
    let file = try #require(published.files("csv").first { $0.contains("overview_globex_") })
    let good = try Data(contentsOf: URL(filePath: file))
    try (good + [0]).write(to: URL(filePath: file))
    let database = try LoadedDatabase(tool, published.database)
    let result = try database.run(loader(tool, incremental: incremental))
    #expect(result.status != 0 && result.errors.contains("tenant globex: "), "\(result.errors)")
    let rows = try database.rows(of: reports)
    #expect(rows.contains { $0.hasPrefix("pipeline_overview ") && $0.contains("acme") })
    #expect(!rows.contains { $0.contains("globex") })
    let goesOn = tool == .postgresql
    #expect(rows.contains { $0.contains("initech") } == goesOn)
    #expect(result.errors.contains("tenant globex: not loaded") == goesOn, "\(result.errors)")

    try good.write(to: URL(filePath: file))
    #expect(try database.run(loader(tool, incremental: incremental)).status == 0)
    let whole = try database.rows(of: reports)
    #expect(Set(rows).isSubset(of: whole) && whole.contains { $0.contains("initech") })
  }

  /// Several loaders create the tables at the same time.
  @Test func loadersCanStartTogetherForTheFirstTime() throws {
    for _ in 1...3 {
      let database = try LoadedDatabase(.postgresql, published.database)
      let loaders = try [["acme"], ["globex"], ["initech"], nil].map { slugs in
        try database.start(loader(.postgresql, slugs, incremental: false))
      }
      for loader in loaders {
        let result = loader.wait()
        #expect(result.status == 0, "\(result.errors)")
      }
      #expect(try database.rows(of: []).count { $0.hasPrefix("dyno_reports_sequence") } == 3)
    }
  }

  /// What goes wrong, and the error that says so.
  enum Trouble: String, CaseIterable {
    case noManifest = "tenant globex: manifest.json cannot be read"
    case manifestIsNoJSON = "invalid input syntax for type json"
    case noParts = "tenant globex: files are missing"
    case otherTree = "tenant globex: a higher sequence was loaded"
    case otherTable = "column \"tenant\" does not exist"

    func make(_ database: LoadedDatabase, tree: String) throws {
      switch self {
      case .noManifest: try FileManager.default.removeItem(atPath: tree + "/manifest.json")
      case .manifestIsNoJSON: try Data("{".utf8).write(to: URL(filePath: tree + "/manifest.json"))
      case .noParts: try FileManager.default.removeItem(atPath: tree + "/manifest")
      case .otherTree: try database.prepare("UPDATE dyno_reports_sequence SET sequence = 99")
      case .otherTable:
        try database.prepare("DROP TABLE pipeline_coverage CASCADE; CREATE TABLE pipeline_coverage (id int)")
      }
    }
  }

  @Test(arguments: Trouble.allCases)
  func aLoaderThatFailsLeavesNoTemporaryFile(trouble: Trouble) throws {
    let database = try LoadedDatabase(.postgresql, published.database)
    // Without news, the incremental loader reads only the manifest.
    let loader = try loader(.postgresql, ["globex"], incremental: trouble == .otherTree)
    #expect(try database.run(loader).status == 0)
    try trouble.make(database, tree: exports + "/tenant=globex")
    let result = try database.run(loader)
    #expect(result.status == 3 && result.errors.contains(trouble.rawValue), "\(result.errors)")
    #expect(try database.leftovers() == [])
  }

  @Test(arguments: [Recipe.pandas, .polars, .pyarrow])
  func anErrorNamesTheTenant(tool: Recipe) throws {
    let file = try #require(published.files("csv").first { $0.contains("overview_globex_") })
    try FileManager.default.removeItem(atPath: file)
    let result = try RecipeCheck.run(
      [(tool.rawValue, tool.text(RecipeSource(tenants: tenants, exports: exports)))], of: tenants,
      exports: exports, published.database)
    #expect(result.status != 0 && result.output.isEmpty)
    #expect(result.errors.contains("tenant globex: csv/report=pipeline_overview/"), "\(result.errors)")
  }

  /// All tenants are loaded, and what is incomplete is said of each.
  @Test(arguments: [Recipe.duckdb, .pandas, .postgresql])
  func whatIsIncompleteIsSaidOfEachTenant(tool: Recipe) throws {
    let change = """
      DELETE FROM report_pipeline_overview_fact;
      UPDATE report_run SET status = 'FAILED', error_message = 'An amount is not a number.'
      WHERE report_type = 'pipeline_overview';
      """
    let published = try PublishedTenant(hasRows: true, change: change)
    let reports = ReportCatalog.product.reports.filter { $0.type == "pipeline_coverage" }
    try published.publish(slug: "globex", reports)
    let tenants = ["acme": ReportCatalog.product.published, "globex": reports + [.runHeaders]]
    func check(_ tenants: [String: [Report]]) throws -> Shell.Result {
      let files = RecipeSource(tenants: tenants, exports: published.exports.path)
      return try RecipeCheck.run(
        [(tool.rawValue, tool.text(files))], of: tenants, exports: published.exports.path, published.database)
    }
    let result = try check(tenants)
    #expect(result.status != 0 && !result.errors.contains("tenant globex"), "\(result.errors)")
    #expect(result.errors.contains("tenant acme, report pipeline_overview"), "\(result.errors)")
    #expect(try check(tenants.filter { $0.key == "globex" }).status == 0)
  }

  /// Power Query cannot be run here.
  @Test func powerQueryListsTheTenants() throws {
    let text = Recipe.powerQuery.text(RecipeSource(tenants: tenants, exports: exports))
    #expect(text.contains(#"Tenants = {"acme", "globex", "initech"}"#))
    for (open, close) in [("(", ")"), ("{", "}"), ("[", "]")] as [(Character, Character)] {
      #expect(text.filter { $0 == open }.count == text.filter { $0 == close }.count)
    }
  }

  @Test func theCommandInAScriptSelectsTheSameTenants() throws {
    #expect(try loader(.duckdb, incremental: false).contains("dyno-reports recipes duckdb | duckdb"))
    #expect(
      try loader(.duckdb, ["initech", "acme"], incremental: true)
        .contains("dyno-reports recipes duckdb --incremental --tenant acme --tenant initech | duckdb"))
    #expect(
      try loader(.pandas, ["acme"], incremental: false).contains(
        "dyno-reports recipes pandas --tenant acme >"))
  }
}
