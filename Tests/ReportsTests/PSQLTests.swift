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
  ]

  @Test("psql runs the file", arguments: ReportCatalog.product.reports.map(\.type))
  func runs(type: String) throws {
    let report = try #require(ReportCatalog.product.report(type))
    let database = try TestDatabase()
    try database.load(SmallCRM.script)
    let files = try Repository.files(in: "Sources/Reports", "/\(type).sql")
    let folder = Repository.path("Sources/Reports/CRM")
    let flags = report.options.compactMap { if case .flag = $0.kind { ($0.name, "true") } else { nil } }
    let selection = selection(of: report)
    let variables = Self.parameters.merging(flags) { $1 }.merging(selection) { $1 }.flatMap {
      ["-v", "\($0)=\($1)"]
    }
    var scripts = ["\(folder)/principals.sql", "\(folder)/pipelines.sql", Repository.path(files[0])]
    // It would overwrite the pipelines that are given.
    if selection["pipelines"] != nil { scripts.remove(at: 1) }
    let options = "-csearch_path=\(database.schema) -ctimezone=UTC"
    let result = try Shell.run(
      ["psql", "-qXAt", "-v", "ON_ERROR_STOP=1"] + variables + scripts.flatMap { ["-f", $0] },
      environment: database.environmentOfOwner.merging(["PGOPTIONS": options]) { $1 })
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    let printed = result.output.split(separator: "\n").map(String.init).sorted()
    #expect(printed.count > 1)
    #expect(try printed == computed(report, database).sorted())
  }

  /// What the default of the option `pipelines` stands for.
  private func selection(of report: Report) -> [String: String] {
    for option in report.options {
      guard case .pipelines(let keywords) = option.kind, keywords[0] == ReportOption.combined else {
        continue
      }
      return ["pipeline_selection": ReportOption.combined, "pipelines": "{NULL}"]
    }
    return [:]
  }

  /// The rows as psql prints them.
  private func computed(_ report: Report, _ database: TestDatabase) throws -> [String] {
    var settings = database.owner.transaction(.readCommitted, tenant: nil)
    settings.isReadOnly = true
    return try database.owner.connect().transaction(settings) { connection in
      func row(_ query: String) throws -> [String: String?] {
        let rows = try connection.execute(NamedStatement(query), ["tenant_id": Self.parameters["tenant_id"]])
        return Dictionary(uniqueKeysWithValues: zip(rows.columns.map(\.name), try rows.only.all))
      }
      let members = try row(CRMQueries.product.principals).merging(row(CRMQueries.product.pipelines)) { $1 }
      let statement = NamedStatement(report.sql())
      let selection = selection(of: report)
      let values = statement.parameters.map { selection[$0] ?? Self.parameters[$0] ?? members[$0] ?? "true" }
      return try connection.execute(statement.sql, values).map { row in
        row.all.map { $0 ?? "" }.joined(separator: "|")
      }
    }
  }
}
