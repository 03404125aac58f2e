import Foundation
import PostgreSQL
import Reports
import Runs
import Testing
import TestingDatabase
import TestingRepository

/// Each report's file runs in psql as it stands, and says there what it says here.
struct PSQLTests {
  private static let parameters = [
    "tenant_id": SmallCRM.acme.uuidString.lowercased(), "period_start": "2026-10-01T00:00:00Z",
    "period_end": "2026-11-01T00:00:00Z", "start_date": "2026-10-01", "end_date": "2026-11-01",
    "as_of": "2026-11-01T00:00:00Z", "counted_until": "2026-11-01T00:00:00Z", "created_before": "",
    "currency": "",
    "pipeline_selection": "all",
    "outcomes_until": "2026-11-01T00:00:00Z", "as_of_date": "2026-11-01", "horizon_end": "2027-01-01",
    "next_horizon_end": "2027-04-01", "look_back_start": "2025-11-01T00:00:00Z",
    // Its stages have no positions.
    "stage_order": "{\(SmallCRM.openStages.map { $0.uuidString.lowercased() }.joined(separator: ","))}",
    "percent_stages": "{}", "percents": "{}",
  ]

  @Test("psql runs the file", arguments: ReportCatalog.product.reports.map(\.type))
  func runs(type: String) throws {
    let report = try #require(ReportCatalog.product.report(type))
    try compare(report, report.sql(), variables: [:])
  }

  @Test(
    "psql runs the file for the deals",
    arguments: ReportCatalog.product.reports.filter { !$0.dealColumns.isEmpty }.map(\.type))
  func runsForDeals(type: String) throws {
    let report = try #require(ReportCatalog.product.report(type))
    try compare(report, report.dealsSQL(), variables: ["deals": "1"])
  }

  private func compare(_ report: Report, _ sql: String, variables given: [String: String]) throws {
    let database = try TestDatabase()
    try database.load(SmallCRM.script)
    let files = try Repository.files(in: "Sources/Reports", "/\(report.type).sql")
    let folder = Repository.path("Sources/Reports/CRM")
    let own = options(of: report)
    let variables = Self.parameters.merging(own) { $1 }.merging(given) { $1 }.flatMap {
      ["-v", "\($0)=\($1)"]
    }
    var scripts = ["principals", "place_totals"]
    // It would overwrite the pipelines that are given.
    if own["pipelines"] == nil { scripts.append("pipelines") }
    scripts = scripts.map { "\(folder)/\($0).sql" } + [Repository.path(files[0])]
    let options = "-csearch_path=\(database.schema) -ctimezone=UTC"
    let result = try Shell.run(
      ["psql", "-qXAt", "-v", "ON_ERROR_STOP=1"] + variables + scripts.flatMap { ["-f", $0] },
      environment: database.environmentOfOwner.merging(["PGOPTIONS": options]) { $1 })
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    let printed = result.output.split(separator: "\n").map(String.init).sorted()
    #expect(printed.count > 1)
    #expect(try printed == computed(sql, own, database).sorted())
  }

  /// Parameters that follow from options: the defaults, but flags are true, and the last keyword is taken.
  private func options(of report: Report) -> [String: String] {
    var values: [String: String] = [:]
    for option in report.options {
      switch option.kind {
      case .flag: values[option.name] = "true"
      case .number(let number, _): values[option.name] = String(number)
      case .percents(let keywords): values[option.name] = keywords.last
      case .pipelines(let keywords) where keywords[0] == ReportOption.combined:
        values.merge(["pipeline_selection": ReportOption.combined, "pipelines": "{NULL}"]) { $1 }
      case .days, .horizon, .pipelines, .principals, .stages: break
      }
    }
    return values
  }

  /// The rows as psql prints them.
  private func computed(_ sql: String, _ own: [String: String], _ database: TestDatabase) throws -> [String] {
    var settings = database.owner.transaction(.readCommitted, tenant: nil)
    settings.isReadOnly = true
    return try database.owner.connect().transaction(settings) { connection in
      let queries = CRMQueries.product
      var values = Self.parameters.mapValues { Optional($0) }
      for query in [queries.principals, queries.pipelines, queries.placeTotals([], false)] {
        let statement = NamedStatement(query)
        let rows = try connection.execute(
          statement, values.filter { statement.parameters.contains($0.key) })
        values.merge(zip(rows.columns.map(\.name), try rows.only.all)) { $1 }
      }
      values.merge(own) { $1 }
      let statement = NamedStatement(sql)
      let bound = statement.parameters.map { values[$0] ?? nil }
      return try connection.execute(statement.sql, bound).map { row in
        row.all.map { $0 ?? "" }.joined(separator: "|")
      }
    }
  }
}
