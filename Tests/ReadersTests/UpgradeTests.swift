import Calendars
import Comparisons
import Exports
import Foundation
import Recipes
import Reports
import Runs
import Testing
import TestingDatabase

@testable import DynoReports

/// A report that gets new columns. What an older program computed and published stays unchanged, and later
/// periods are added to it.
@Suite(.enabled(if: Python.isThere, "NO PYTHON: no reader is tested with a report that gets new columns"))
struct UpgradeTests {
  private let tenant: MadeUpTenant
  private let narrow = MadeUpReport.narrow
  private let wide = MadeUpReport.wide

  /// The narrow version has published 2026-08 and 2026-09, and has computed 2026-10. Then the table is
  /// widened.
  init() throws {
    tenant = try MadeUpTenant()
    #expect(try tenant.compute(narrow, at: "2026-10-02T00:00:00Z") == 2)
    #expect(try tenant.publish(narrow).published.count == 2)
    #expect(try tenant.compute(narrow, at: "2026-11-02T00:00:00Z") == 1)
    try tenant.database.load(MadeUpReport.widening)
  }

  private func path(_ month: String, _ format: String = "csv") -> String {
    "\(format)/report=made_up/schedule=monthly/period=\(month)/made_up_acme_monthly_\(month).\(format).gz"
  }

  private func restateSeptember() throws {
    let range = try PeriodRange(
      from: #require(CivilDate(iso: "2026-09-01")), to: #require(CivilDate(iso: "2026-10-01")))
    #expect(try tenant.compute(wide, .restate(range, reason: "grown"), at: "2026-11-02T00:00:00Z") == 1)
    #expect(try tenant.publish(wide).published.map(\.occurrence.key.revision).contains(2))
  }

  private func dataFiles() throws -> [String: Data] {
    try tenant.exports.files().filter { $0.key.hasSuffix(".gz") }
  }

  private func header(_ path: String) throws -> String? {
    try Shell.output("gzip", "-dc", "\(tenant.tree)/\(path)").split(separator: "\n").first.map(String.init)
  }

  private let narrowHeader = "run_id,tenant_id,period_start,period_end,pipeline_id,deal_count,least_amount"

  @Test func publishedFilesAreVerifiedAndRewrittenUnchanged() throws {
    let before = try tenant.exports.files()
    #expect(try tenant.problems(wide).isEmpty)
    try tenant.export(wide)
    #expect(try dataFiles() == before.filter { $0.key.hasSuffix(".gz") })
    #expect(try tenant.problems(wide).isEmpty)
  }

  @Test func computedFactsArePublishedInTheirOwnVersion() throws {
    #expect(try tenant.publish(wide).published.count == 1)
    #expect(try header(path("2026-10")) == narrowHeader)
    #expect(try tenant.problems(wide).isEmpty)
  }

  @Test func aRestatementHasTheNewColumnsAndTheHistoryHasTheOldBytes() throws {
    let before = try dataFiles()["tenant=acme/" + path("2026-09")]
    try restateSeptember()
    #expect(try header(path("2026-09")) == narrowHeader + ",total_amount,largest_deal")
    let history =
      "tenant=acme/history/schedule=monthly/period=2026-09/r1/made_up_acme_monthly_2026-09_r1.csv.gz"
    #expect(try dataFiles()[history] == before)
    // Ordered by amount, and no longer by the pipeline's id.
    let rows = try Shell.output("gzip", "-dc", "\(tenant.tree)/\(path("2026-09"))").split(separator: "\n")
    let amounts = rows.dropFirst().compactMap { Decimal(string: String($0.split(separator: ",")[7])) }
    #expect(amounts.count == 2 && amounts == amounts.sorted())
    #expect(try tenant.problems(wide).isEmpty)
  }

  @Test func everyReaderLoadsOldAndNewPeriodsTogether() throws {
    try restateSeptember()
    #expect(try tenant.compute(wide, at: "2026-12-02T00:00:00Z") == 1)
    #expect(try tenant.publish(wide).published.count == 1)
    #expect(try tenant.problems(wide).isEmpty)

    // Each file is valid under the schema of its own version.
    for (month, version) in [("2026-08", 1), ("2026-09", 2), ("2026-10", 1), ("2026-11", 2)] {
      let file = "\(tenant.tree)/\(path(month, "xml"))"
      let valid = try (1...2).map { number in
        let schema = "\(tenant.tree)/schema/made_up-v\(number).xsd"
        return try Shell.run(["xmllint", "--noout", "--schema", schema, file]).status == 0
      }
      // New rows do not fit the old schema, and roots of before do not say the window.
      #expect(valid == (version == 1 ? [true, false] : [false, true]), "\(month)")
    }
    let contract = try Python.run("contract.py", [tenant.tree])
    #expect(contract.status == 0, "\(contract.output)\(contract.errors)")

    let reports = try tenant.reports(wide)
    #expect(reports.map(\.type) == ["made_up", "report_run"] && reports.map(\.version) == [2, 2])
    try RecipeCheck.expectReadersSeeTheFacts(
      of: ["acme": reports], exports: tenant.exports.path, tenant.database)
  }

  /// A tenant that has published the wide version is loaded beside one that has only the narrow one, in every order.
  @Test func tenantsWithDifferentVersionsAreLoadedTogether() throws {
    let second = MadeUpTenant(beside: tenant, slug: "globex")
    #expect(try second.compute(wide, at: "2026-10-02T00:00:00Z") == 2)
    #expect(try second.publish(wide).published.count == 2)
    let tenants = ["acme": try tenant.reports(wide), "globex": try second.reports(wide)]
    #expect(tenants.mapValues { $0[0].version } == ["acme": 1, "globex": 2])
    try RecipeCheck.expectReadersSeeTheFacts(of: tenants, exports: tenant.exports.path, tenant.database)

    for tool in Recipe.incremental {
      let all = try LoadedDatabase(tool, tenant.database)
      let files = RecipeSource(tenants: tenants, exports: tenant.exports.path)
      #expect(try all.run(tool.text(files)).status == 0)
      let rows = try all.rows(of: [wide, .runHeaders])
      for order in [["acme", "globex"], ["globex", "acme"]] {
        let single = try LoadedDatabase(tool, tenant.database)
        for slug in order {
          let files = RecipeSource(
            tenants: tenants.filter { $0.key == slug }, exports: tenant.exports.path)
          let result = try single.run(tool.text(files))
          #expect(result.status == 0, "\(tool.rawValue) \(order): \(result.errors)")
        }
        #expect(try single.rows(of: [wide, .runHeaders]) == rows, "\(tool.rawValue) \(order)")
      }
    }
  }

  @Test func columnsThatOnePointLacksAreNamedAndNotCompared() throws {
    try restateSeptember()
    #expect(try tenant.compute(wide, at: "2026-12-02T00:00:00Z") == 1)
    func series(_ labels: [String]) throws -> FactSeries {
      let occurrences = try Occurrence.latestComputedRevisions(in: tenant.occurrences())
        .filter { labels.contains($0.period.label) }
      return try FactSeries.read(
        wide, of: occurrences, tenant: SmallCRM.acme, comparesAcrossGaps: true, tenant.database.runtime,
        tenant.database.runtime.connect())
    }
    let grown = try series(["2026-08", "2026-09", "2026-10", "2026-11"])
    #expect(grown.points.map(\.reportVersion) == [1, 2, 1, 2])
    #expect(grown.incomparableMetrics == ["total_amount", "largest_deal"])
    #expect(try series(["2026-08", "2026-10"]).incomparableMetrics == ["total_amount", "largest_deal"])
    #expect(try series(["2026-09", "2026-11"]).incomparableMetrics.isEmpty)
    let subject = ComparisonSubject(tenant: tenant.tenant, schedule: "monthly", report: wide)
    let pair = try series(["2026-10", "2026-11"])
    let diff = DiffDocument(pair, subject)
    #expect(diff.notCompared == ["largest_deal", "total_amount"])
    #expect(diff.rows.allSatisfy { !$0.metrics.keys.contains("total_amount") })
    let notice =
      "NOT COMPARED: total_amount, largest_deal; versions of the report: "
      + "2026-10 has version 1, 2026-11 has version 2"
    // Once, and not for each row.
    let text = DiffText(series: pair, subject: subject).text.description
    #expect(text.components(separatedBy: notice).count == 2)
    let trend = TrendDocument(grown, subject, metrics: ["deal_count", "total_amount"])
    #expect(trend.notCompared == ["total_amount"])
    let table = TrendText.render(grown, subject, metrics: ["deal_count", "total_amount"])
    #expect(table.description.contains("NOT COMPARED: total_amount; versions of the report"))
    let counts = TrendText.render(grown, subject, metrics: ["deal_count"])
    #expect(!counts.description.contains("NOT COMPARED"))
    // The counts are still compared.
    #expect(grown.rows.allSatisfy { $0.cells.last??.changes.first ?? nil != nil })
  }

  @Test func anOlderProgramRefusesAnUnknownVersion() throws {
    try restateSeptember()
    #expect(try tenant.compute(wide, at: "2026-12-02T00:00:00Z") == 1)
    let before = try tenant.exports.files()
    let outcome = try tenant.publish(narrow)
    #expect(outcome.published.isEmpty && outcome.failures.map(\.occurrence.period.label) == ["2026-11"])
    #expect(
      outcome.failures.first?.message.contains("version 2 of the report `made_up` is not known") == true)
    #expect(throws: UnknownReport.self) { try tenant.export(narrow) }
    #expect(throws: UnknownReport.self) {
      try tenant.reports(narrow)
    }
    #expect(try tenant.exports.files().filter { !$0.key.contains(".staging") } == before)
  }

  @Test func anUnknownFormatBlocksOnlyItsOwnPeriod() throws {
    try tenant.database.load(
      """
      UPDATE report_occurrence SET request = jsonb_set(request, '{formats}', '["csv", "parquet"]')
      WHERE period_label = '2026-10'
      """)
    #expect(try tenant.compute(wide, at: "2026-12-02T00:00:00Z") == 1)
    let outcome = try tenant.publish(wide)
    #expect(outcome.published.map(\.occurrence.period.label) == ["2026-11"])
    #expect(outcome.failures.map(\.occurrence.period.label) == ["2026-10"])
    #expect(outcome.failures.map(\.report) == ["made_up"])
    #expect(outcome.failures.first?.message.contains("`parquet` is not known to this program") == true)
    #expect(
      try tenant.occurrences().map(\.state.rawValue) == ["PUBLISHED", "PUBLISHED", "COMPUTED", "PUBLISHED"])
    #expect(try tenant.problems(wide).isEmpty)
  }
}
