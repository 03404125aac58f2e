import Calendars
import Foundation
import Recipes
import Reports
import Runs
import Testing
import TestingDatabase
import TestingRepository

/// Loaders that read only what is new are killed again and again, while periods are published and restated. At the end
/// the tables are the facts.
@Suite(.enabled(if: Python.isThere, "NO PYTHON: no incremental loader is killed"))
struct IncrementalTests {
  private let kills = ProcessInfo.processInfo.environment["DYNO_REPORTS_KILLS"].flatMap(Int.init) ?? 20

  @Test(arguments: Recipe.incremental)
  func aLoaderThatIsKilledEndsWithTheFacts(tool: Recipe) throws {
    let loader = try KilledLoader(tool)
    var random = SeededGenerator(for: "\(#function) \(tool.rawValue)", fixed: 2026)
    for _ in 1...kills {
      // Twice in a row at times, and at times not at all: the loader then has nothing to do.
      for _ in 0..<Int.random(in: 0..<3, using: &random) { try loader.changeSomething(&random) }
      let run = try loader.start()
      // At times a period is published while the loader runs.
      if Int.random(in: 0..<3, using: &random) == 0 { try loader.changeSomething(&random) }
      Thread.sleep(forTimeInterval: Double(Int.random(in: 0..<400, using: &random)) / 1000)
      run.kill()
    }
    try loader.expectTheFacts("seed \(random.seed)")
  }

  /// Another tree of the tenant, with other numbers, that has come as far as the loaded one or further.
  @Test(arguments: Recipe.incremental, [1, 2])
  func anotherTreeIsRefused(tool: Recipe, publications: Int) throws {
    let loader = try KilledLoader(tool)
    #expect(try loader.start().wait().status == 0)
    let other = try KilledLoader(tool)
    if publications > 1 { try other.publishNextMonth() }
    try loader.takeTree(of: other)
    let result = try loader.start().wait()
    #expect(result.status != 0)
    #expect(result.errors.contains("this is another tree: run the full loader"), "\(result.errors)")
  }
}

/// A tenant whose monthly periods are published and restated, and a loader that follows.
private final class KilledLoader {
  private let tool: Recipe
  private let tenant: MadeUpTenant
  private let folder = TemporaryFolder()
  private let report = MadeUpReport.narrow
  private let firstMonth: CivilDate
  private var months = 0
  private let text: String
  private var recipe: String { folder.path + "/\(tool.rawValue).sql" }
  private var schema: String { tenant.database.schema + "_loaded" }
  private var places: [String: String] {
    ["PROOF_DUCKDB": folder.path + "/loaded.duckdb", "PROOF_SCHEMA": schema]
  }

  init(_ tool: Recipe) throws {
    self.tool = tool
    tenant = try MadeUpTenant()
    firstMonth = try #require(CivilDate(iso: "2026-08-01"))
    let files = RecipeSource(tenant: "acme", exports: tenant.exports.path, reports: [report, .runHeaders])
    text = try #require(tool.incrementalText(files))
    try Data((text + "\n").utf8).write(to: URL(filePath: recipe))
    try tenant.database.load("CREATE SCHEMA \(schema)")
    try publishNextMonth()
  }

  /// Publishes the next period, or restates an earlier one with other amounts.
  func changeSomething(_ random: inout SeededGenerator) throws {
    guard Int.random(in: 0..<3, using: &random) > 0 else { return try publishNextMonth() }
    try tenant.database.load(
      "UPDATE deal SET amount = amount + 1 + \(Int.random(in: 0..<1000, using: &random))")
    let month = firstMonth.adding(months: Int.random(in: 0..<months, using: &random))
    let range = PeriodRange(from: month, to: month.adding(months: 1))
    try tenant.compute(report, .restate(range, reason: "changed"), at: instant)
    try tenant.publish(report)
  }

  func publishNextMonth() throws {
    months += 1
    try tenant.compute(report, at: instant)
    try tenant.publish(report)
  }

  /// The second day after the last period.
  private var instant: String { "\(firstMonth.adding(months: months).adding(days: 1))T00:00:00Z" }

  func takeTree(of other: KilledLoader) throws {
    try FileManager.default.removeItem(atPath: tenant.tree)
    try FileManager.default.copyItem(atPath: other.tenant.tree, toPath: tenant.tree)
  }

  func start() throws -> Shell.Running {
    switch tool {
    case .duckdb: try Python.start("load.py", [folder.path + "/loaded.duckdb", recipe])
    default:
      try Shell.start(
        ["psql", "-XqAt", "-f", recipe],
        environment: tenant.database.environmentOfOwner.merging([
          "PGOPTIONS": "-c search_path=\(schema)"
        ]) { $1 })
    }
  }

  func expectTheFacts(_ comment: String) throws {
    let run = try start().wait()
    #expect(run.status == 0, "\(comment): \(run.errors)")
    let result = try RecipeCheck.run(
      [("\(tool.rawValue)-incremental", text)], of: [report, .runHeaders], tenant: "acme",
      exports: tenant.exports.path,
      places: places, tenant.database)
    #expect(result.status == 0, "\(comment): \(result.output)\(result.errors)")
  }
}
