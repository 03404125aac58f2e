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

  /// Another tree of the second tenant, with other numbers, that has come as far as the loaded one or further. What is
  /// new of the first tenant is loaded.
  @Test(arguments: Recipe.incremental, [1, 2])
  func anotherTreeIsRefused(tool: Recipe, publications: Int) throws {
    let loader = try KilledLoader(tool)
    #expect(try loader.start().wait().status == 0)
    let other = try KilledLoader(tool)
    if publications > 1 { try other.publishNextMonth(of: 1) }
    try loader.takeSecondTree(of: other)
    try loader.publishNextMonth(of: 0)
    let result = try loader.start().wait()
    #expect(result.status != 0)
    #expect(
      result.errors.contains("tenant globex: ")
        && result.errors.contains("this is another tree: run the full loader"),
      "\(result.errors)")
    #expect(try loader.loadedPeriods() == ["acme 2026-08", "acme 2026-09", "globex 2026-08"])
  }

  /// The first tenant's files are gone. It keeps its rows, and is named at the end.
  @Test func aTenantThatFailsDoesNotKeepTheNextFromItsNewRows() throws {
    let loader = try KilledLoader(.postgresql)
    #expect(try loader.start().wait().status == 0)
    for number in [0, 1] { try loader.publishNextMonth(of: number) }
    try loader.removeData(of: 0)
    let result = try loader.start().wait()
    #expect(result.status == 3)
    #expect(result.errors.contains("tenant acme: files are missing"), "\(result.errors)")
    #expect(result.errors.contains("tenant acme: not loaded") && !result.errors.contains("tenant globex"))
    #expect(!result.errors.contains("aborted"), "\(result.errors)")
    #expect(try loader.loadedPeriods() == ["acme 2026-08", "globex 2026-08", "globex 2026-09"])
  }

  /// Only one of the tenants has a new period: the other's rows are not read again.
  @Test(arguments: Recipe.incremental)
  func aTenantWithoutNewsIsNotRead(tool: Recipe) throws {
    let loader = try KilledLoader(tool)
    #expect(try loader.start().wait().status == 0)
    try loader.publishNextMonth(of: 1)
    try loader.removeData(of: 0)
    let result = try loader.start().wait()
    #expect(result.status == 0, "\(result.errors)")
    #expect(try loader.loadedPeriods() == ["acme 2026-08", "globex 2026-08", "globex 2026-09"])
  }
}

/// Two tenants whose monthly periods are published and restated, and a loader of both that follows.
private final class KilledLoader {
  private let tool: Recipe
  private let tenants: [MadeUpTenant]
  private let loaded: LoadedDatabase
  private let report = MadeUpReport.narrow
  private let firstMonth: CivilDate
  private var months = [0, 0]
  private let text: String
  private let reports: [String: [Report]]

  init(_ tool: Recipe) throws {
    self.tool = tool
    let acme = try MadeUpTenant()
    tenants = [acme, MadeUpTenant(beside: acme, slug: "globex")]
    firstMonth = try #require(CivilDate(iso: "2026-08-01"))
    reports = ["acme": [report, .runHeaders], "globex": [report, .runHeaders]]
    text = try #require(tool.incrementalText(RecipeSource(tenants: reports, exports: acme.exports.path)))
    loaded = try LoadedDatabase(tool, acme.database)
    for number in tenants.indices { try publishNextMonth(of: number) }
  }

  /// Publishes the next period of a tenant, or restates an earlier one with other amounts.
  func changeSomething(_ random: inout SeededGenerator) throws {
    let number = Int.random(in: tenants.indices, using: &random)
    guard Int.random(in: 0..<3, using: &random) > 0 else { return try publishNextMonth(of: number) }
    let tenant = tenants[number]
    try tenant.database.load(
      "UPDATE deal SET amount = amount + 1 + \(Int.random(in: 0..<1000, using: &random))")
    let month = firstMonth.adding(months: Int.random(in: 0..<months[number], using: &random))
    let range = PeriodRange(from: month, to: month.adding(months: 1))
    try tenant.compute(report, .restate(range, reason: "changed"), at: instant(number))
    try tenant.publish(report)
  }

  func publishNextMonth(of number: Int) throws {
    months[number] += 1
    try tenants[number].compute(report, at: instant(number))
    try tenants[number].publish(report)
  }

  /// The second day after the last period.
  private func instant(_ number: Int) -> String {
    "\(firstMonth.adding(months: months[number]).adding(days: 1))T00:00:00Z"
  }

  func takeSecondTree(of other: KilledLoader) throws {
    try FileManager.default.removeItem(atPath: tenants[1].tree)
    try FileManager.default.copyItem(atPath: other.tenants[1].tree, toPath: tenants[1].tree)
  }

  func removeData(of number: Int) throws {
    try FileManager.default.removeItem(atPath: tenants[number].tree + "/csv")
  }

  func start() throws -> Shell.Running { try loaded.start(text) }

  /// The tenants and periods of the loaded headers.
  func loadedPeriods() throws -> [String] {
    let rows = try loaded.rows(of: [.runHeaders]).filter { $0.hasPrefix("report_run ") }
    let periods = try rows.map { row in
      let values = try JSONSerialization.jsonObject(with: Data(row.dropFirst("report_run ".count).utf8))
      let texts = try #require(values as? [String: Any])
      return "\(texts["tenant"] ?? "") \(texts["period"] ?? "")"
    }
    return Set(periods).sorted()
  }

  func expectTheFacts(_ comment: String) throws {
    let run = try start().wait()
    #expect(run.status == 0, "\(comment): \(run.errors)")
    let result = try RecipeCheck.run(
      [("\(tool.rawValue)-incremental", text)], of: reports, exports: tenants[0].exports.path,
      places: loaded.places, tenants[0].database)
    #expect(result.status == 0, "\(comment): \(result.output)\(result.errors)")
  }
}
