import Foundation
import PostgreSQL
import Reports
import Runs
import Testing
import TestingDatabase

/// `explain` for runs that failed, runs of earlier programs, and the runs of every report.
struct ExplainedRunTests {
  private static let amounts = "UPDATE deal SET amount = "

  /// A run of user 0 that failed, after these statements.
  private func failed(_ script: String, file: String = Installation.acme) throws -> (Installation, String) {
    let installation = try Installation(SmallCRM.script + script, files: ["acme.yaml": file])
    #expect(try installation.tick().status == 3)
    let run = try installation.database.query(
      """
      SELECT run_id FROM report_run
      WHERE report_type = 'pipeline_coverage' AND status = 'FAILED'
        AND input_params ->> 'principal_id' = md5('user 0')::uuid::text
      """)
    return (installation, try #require(run.first?[0]))
  }

  @Test func aFailedRunShowsTheDealsThatFailIt() throws {
    let (installation, run) = try failed(Self.amounts + "'NaN' WHERE id = md5('deal 40')::uuid;")
    let text = try installation.run("explain", run)
    #expect(
      text.status == 0
        && text.output.contains(/\nFAILED: The amount of at least one open deal is not a number/), "\(text)")
    #expect(text.output.contains("9 deals now. These make the run fail: "), "\(text)")
    #expect(text.output.contains(/open_amount +- +NaN +-\n/), "\(text)")
    let lines = text.output.split(separator: "\n").filter { $0.contains(/^ *\*? *[0-9a-f]{8}-/) }
    #expect(lines.count == 1 && lines[0].contains(" NaN ") && lines[0].contains("open_amount"), "\(text)")
    let csv = try installation.run("explain", run, "--csv")
    #expect(csv.output.split(separator: "\n").count == 2 && csv.errors.contains("FAILED: "), "\(csv)")
    // Once it is corrected, no deal is to blame.
    try installation.database.load(Self.amounts + "1 WHERE amount = 'NaN'")
    let corrected = try installation.run("explain", run).output
    #expect(
      corrected.contains("\nFAILED: ")
        && corrected.contains("9 deals now. None of them makes the run fail: "), "\(corrected)")
  }

  /// What makes the run fail is not an amount: the deal that was won in October was created at no time.
  @Test func anInfiniteTimeIsShownAsItIs() throws {
    let file = Installation.acme.replacing("pipeline_coverage", with: "rep_performance")
    let installation = try Installation(
      SmallCRM.script + "UPDATE deal SET created_at = '-infinity' WHERE id = md5('deal 45')::uuid;",
      files: ["acme.yaml": file])
    #expect(try installation.tick().status == 3)
    let run = try #require(
      installation.database.query("SELECT run_id FROM report_run WHERE status = 'FAILED' ORDER BY run_id")
        .first?[0])
    let text = try installation.run("explain", run).output
    #expect(text.contains("FAILED: At least one closed deal was created at an infinite time"), "\(text)")
    let lines = text.split(separator: "\n").filter { $0.contains(/^ *\*? *[0-9a-f]{8}-/) }
    #expect(lines.count == 1 && lines[0].contains(/Infinity .* -infinity +days_to_close$/), "\(text)")
    let json = try installation.run("explain", run, "--json").output
    #expect(
      json.contains(/"created_at" ?: "-infinity"/) && json.contains(/"fault" ?: "days_to_close"/), "\(json)")
    #expect(!json.contains("difference"), "\(json)")
  }

  @Test func aSumThatIsTooLargeIsNoDealsFault() throws {
    let (installation, run) = try failed(
      "ALTER TABLE deal ALTER amount TYPE numeric;" + Self.amounts
        + "6e17 WHERE id IN (md5('deal 40')::uuid, md5('deal 42')::uuid);")
    let text = try installation.run("explain", run, "--limit", "2").output
    #expect(
      text.contains(
        "9 deals now. No single one makes the run fail: only the sum of open_amount is too large."), "\(text)"
    )
    #expect(text.split(separator: "\n").count { $0.contains(" 600,000,000,000,000,000") } == 2, "\(text)")
  }

  @Test func otherCurrenciesThatAreRefusedAreShown() throws {
    let file = Installation.acme.replacing(
      "Europe/Berlin", with: "Europe/Berlin\n  currency: EUR\n  other_currencies: fail")
    let (installation, run) = try failed(
      """
      ALTER TABLE deal ADD COLUMN currency text;
      UPDATE deal SET currency = CASE WHEN id = md5('deal 33')::uuid THEN 'usd' ELSE 'EUR' END;
      """, file: file)
    let text = try installation.run("explain", run).output
    #expect(text.contains("FAILED: The amounts of deals in another currency"), "\(text)")
    let lines = text.split(separator: "\n").filter { $0.contains(/^ *\*? *[0-9a-f]{8}-/) }
    #expect(lines.count == 1 && lines[0].hasSuffix(" currency"), "\(text)")
  }

  /// Facts of an earlier program: the metrics that it had, and the deals by the same rule.
  @Test func runsOfAnEarlierProgramCanBeExplained() throws {
    let installation = try Installation(.f0e1412)
    _ = try Migrator(installation.database.owner).migrate()
    let runs = try installation.database.query(
      """
      SELECT DISTINCT ON (r.report_type, r.revision, r.schedule) r.run_id, r.report_type
      FROM report_run r JOIN report_occurrence o USING (tenant_id, schedule, revision)
      WHERE r.status = 'SUCCEEDED' AND o.snapshot_at = r.generated_at
      ORDER BY r.report_type, r.revision, r.schedule, r.run_id
      """)
    var explained = 0
    for row in runs {
      guard let id = row[0], let report = row[1].flatMap(ReportCatalog.product.report),
        !report.dealColumns.isEmpty
      else { continue }
      let result = try installation.run("explain", id)
      #expect(result.status == 0, "\(result)")
      explained += 1
      let first = try #require(report.version(1))
      for column in report.laterColumns where !first.columns.contains(column) {
        #expect(!result.output.contains("\n\(column.name) "), "\(result)")
      }
    }
    #expect(explained > 1)
  }

  /// With the CRM as it was, the sums are the facts, row by row, and each row can be asked for.
  @Test(
    "Nothing differs while nothing changes",
    arguments: ReportCatalog.product.reports.filter { !$0.dealColumns.isEmpty }.map(\.type))
  func nothingDiffers(type: String) throws {
    struct Document: Decodable {
      struct Row: Decodable {
        let dimensions: [String: String?]
        let isStored: Bool
        let deals: Int
        let metrics: [String: [String: String]]
      }
      struct Deal: Decodable { let dealId: String }
      let rows: [Row]
      let deals: [Deal]
    }
    func read(_ installation: Installation, _ arguments: [String]) throws -> Document {
      let result = try installation.run(["explain"] + arguments + ["--json"])
      #expect(result.status == 0, "\(result)")
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return try decoder.decode(Document.self, from: Data(result.output.utf8))
    }
    let file = Installation.acme.split(separator: "\n").prefix { !$0.contains("- type:") }.joined(
      separator: "\n")
    // Some reports need columns that a CRM may lack.
    let columns = """
      ALTER TABLE pipeline_stage ADD COLUMN position integer, ADD COLUMN probability integer;
      UPDATE pipeline_stage SET position = length(name), probability = 50;
      """
    let installation = try Installation(
      SmallCRM.script + columns, files: ["acme.yaml": file + "\n      - type: \(type)\n"])
    #expect(try installation.tick().status == 0)
    let report = try #require(ReportCatalog.product.report(type))
    let runs = try installation.database.query(
      "SELECT r.run_id, (SELECT count(*) FROM \(report.factTable) f WHERE f.run_id = r.run_id) FROM report_run r ORDER BY 2 DESC, 1"
    )
    var deals = 0
    for run in runs.prefix(4) {
      let id = try #require(run[0])
      let document = try read(installation, [id])
      #expect(document.rows.count == run[1].flatMap(Int.init))
      for row in document.rows {
        #expect(row.isStored)
        for (metric, sum) in row.metrics {
          #expect(
            sum["stored"] == sum["now"] && sum["difference"]?.contains(/[1-9]/) != true, "\(metric) \(sum)")
        }
        let conditions = row.dimensions.flatMap { ["--row", "\($0)=\($1 ?? "")"] }
        let one = try read(installation, [id] + conditions)
        #expect(one.rows.map(\.dimensions) == [row.dimensions])
        #expect(Set(one.deals.map(\.dealId)).count == row.deals)
        deals += row.deals
      }
    }
    #expect(deals > 10)
  }
}
