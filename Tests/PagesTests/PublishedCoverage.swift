import Foundation
import PostgreSQL
import Reports
import Runs
import Testing
import TestingDatabase

@testable import Exports
@testable import Pages

/// Many people's coverage of a quarter, month by month, published without being computed.
struct PublishedCoverage {
  private let database: TestDatabase
  private let exports: TemporaryFolder

  init() throws {
    database = try TestDatabase()
    exports = try .pages()
  }

  /// - Parameters:
  ///   - month: of 2026, two digits.
  ///   - quarter: looks at this, until December, and not at the month.
  ///   - version: of the report; what the first did not have is NULL.
  func publish(
    _ month: String, people: Int, isQuarter: Bool, version: Int = Report.pipelineCoverage.version
  ) throws {
    let versions = #"{"versions": {"pipeline_coverage": \#(version)}}"#
    let window = """
      {"window": {"label": "2026-Q4", "kind": "quarterly", "start": "2026-10-01T00:00:00Z", "end": "2027-01-01T00:00:00Z",
      "start_date": "2026-10-01", "end_date": "2027-01-01"}}
      """
    try database.load(
      CoverageFacts.script(
        tenant: SmallCRM.acme, rows: people, month: "2026-\(month)", formats: #"["csv", "html"]"#)
          + """

          UPDATE report_occurrence SET request = request || '\(versions)' \(isQuarter ? "|| '\(window)'" : "") WHERE state = 'COMPUTED';
          UPDATE report_pipeline_coverage_fact f
          SET principal_name = 'Somebody with a name like ' || left(principal_id::text, 8), won_amount = open_amount / 7,
              remaining_target_amount = target_amount - round(open_amount / 7, 2),
              remaining_coverage_ratio = round(open_amount / (target_amount - round(open_amount / 7, 2)), 4)
          FROM report_run r JOIN report_occurrence o USING (tenant_id, period_start)
          WHERE (r.tenant_id, r.run_id) = (f.tenant_id, f.run_id) AND o.state = 'COMPUTED' AND \(version) > 1;
          """)
    let outcome = try Publisher(
      database.runtime, exports: exports.path, permissions: .group, views: [PageRenderer()]
    ).publish(tenant: SmallCRM.acme, on: database.runtime.connect(), waiting: true)
    try #require(outcome?.failures.isEmpty == true, "\(outcome?.failures.map(\.message) ?? [])")
  }

  func page(_ month: String) throws -> String {
    try String(
      contentsOfFile: exports.path
        + "/tenant=acme/html/schedule=monthly/period=2026-\(month)/acme_monthly_2026-\(month).html",
      encoding: .utf8)
  }

  /// The ids of the runs, in the order of the files.
  func runs(_ month: String) throws -> [String] {
    let path =
      "csv/report=pipeline_coverage/schedule=monthly/period=2026-\(month)/pipeline_coverage_acme_monthly_2026-\(month).csv.gz"
    return CSVRow.rows(of: try Shell.output("gzip", "-dc", exports.path + "/tenant=acme/" + path)).compactMap
    { $0["run_id"] }
  }

  /// What the ledger keeps for a page of the periods before.
  func history(_ month: String) throws -> String {
    try database.query("SELECT view_history FROM report_occurrence WHERE period_label = '2026-\(month)'")[0][
      0] ?? ""
  }
}
