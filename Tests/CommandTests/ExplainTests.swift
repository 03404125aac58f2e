import Foundation
import Reports
import Testing
import TestingDatabase

@testable import DynoReports

/// `explain`: the deals behind a run's numbers, in the CRM as it is now.
struct ExplainTests {
  /// When the snapshot was taken, for the tests: after everything in the small CRM, whatever the clock says.
  private static let snapshot = "2030-01-01T00:00:00.500000Z"
  private static let october = ["--from", "2026-10-01", "--to", "2026-11-01"]

  private func installation(
    _ crm: String = SmallCRM.script, files: [String: String] = ["acme.yaml": Installation.acme],
    status: Int32 = 0
  ) throws -> Installation {
    let installation = try Installation(crm, files: files)
    let tick = try installation.tick()
    #expect(tick.status == status, "\(tick)")
    try installation.database.load("UPDATE report_run SET generated_at = '\(Self.snapshot)'")
    return installation
  }

  /// The run of a user's coverage in October.
  private func run(_ installation: Installation, of user: Int = 0, tenant: UUID = SmallCRM.acme) throws
    -> String
  {
    try #require(
      installation.database.query(
        """
        SELECT run_id FROM report_run
        WHERE report_type = 'pipeline_coverage' AND tenant_id = $1
          AND input_params ->> 'principal_id' = md5('user ' || $2::text)::uuid::text
          AND input_params ->> 'principal_type' = 'USER'
        """, [tenant.uuidString, "\(user)"]
      ).first?[0])
  }

  private func deal(_ number: Int) throws -> String {
    try #require(TestDatabase().query("SELECT md5('deal \(number)')::uuid").first?[0])
  }

  /// One deal is worth 100.00 more, one is won later, one is deleted, one enters a stage without an update.
  private static let changes = """
    UPDATE deal SET amount = amount + 100.00, updated_at = '\(snapshot)'
    WHERE tenant_id = '\(SmallCRM.acme)' AND id = md5('deal 40')::uuid;
    UPDATE deal SET updated_at = '2030-01-01T00:00:00.499999Z' WHERE tenant_id = '\(SmallCRM.acme)' AND id = md5('deal 35')::uuid;
    UPDATE deal SET stage_id = md5('stage 4')::uuid, updated_at = '\(snapshot)'
    WHERE tenant_id = '\(SmallCRM.acme)' AND id = md5('deal 42')::uuid;
    UPDATE deal_pipeline_stage_state SET pipeline_stage_id = md5('stage 4')::uuid, entered_at = '\(snapshot)'
    WHERE tenant_id = '\(SmallCRM.acme)' AND deal_id = md5('deal 42')::uuid;
    DELETE FROM deal WHERE tenant_id = '\(SmallCRM.acme)' AND id = md5('deal 50')::uuid;
    INSERT INTO deal_pipeline_stage_state (tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at, exited_at, is_current)
    VALUES ('\(SmallCRM.acme)', md5('deal 48')::uuid, md5('pipeline 0')::uuid, md5('stage 2')::uuid, '\(snapshot)', NULL, false);
    """

  private struct Document: Decodable {
    struct Run: Decodable {
      let runId: String
      let status: String
      let error: String?
    }
    struct Sum: Decodable {
      let stored: String?
      let now: String?
      let difference: String?
    }
    struct Row: Decodable {
      let dimensions: [String: String?]
      let isStored: Bool
      let deals: Int
      let touchedDeals: Int
      let metrics: [String: Sum]
    }
    struct Deal: Decodable {
      let dealId: String
      let values: [String: String?]
      let isTouched: Bool
      let isInOtherCurrency: Bool?
      let fault: String?
    }
    let run: Run
    let rows: [Row]
    let failingDealsOnly: Bool
    let deals: [Deal]
  }

  private func explain(_ installation: Installation, _ arguments: String...) throws -> Document {
    let result = try installation.run(["explain"] + arguments + ["--json"])
    #expect(result.status == 0, "\(result)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Document.self, from: Data(result.output.utf8))
  }

  @Test func changesAreRightToTheCent() throws {
    let installation = try installation()
    let run = try run(installation)
    let before = try explain(installation, run)
    #expect(before.rows.map(\.deals) == [9] && before.rows.map(\.touchedDeals) == [0])
    #expect(before.rows[0].metrics["open_amount"]?.stored == "323080.75")
    #expect(before.rows[0].metrics.values.allSatisfy { $0.difference == "0.00" })
    let stored = try installation.database.query(
      "SELECT count(*), sum(open_amount) FROM report_pipeline_coverage_fact")
    try installation.database.load(Self.changes)
    let after = try explain(installation, run)
    let row = try #require(after.rows.first)
    // 100.00 more; without 42 * 1000.25 and 50 * 1000.25.
    let sum = try #require(row.metrics["open_amount"])
    #expect(sum.stored == "323080.75" && sum.now == "231157.75" && sum.difference == "-91923.00")
    #expect(row.metrics["won_amount"]?.difference == "0.00" && row.isStored)
    #expect(row.deals == 7 && row.touchedDeals == 2)
    let expected = try [57, 51, 48, 45, 40, 35, 33].map(deal)
    #expect(after.deals.map(\.dealId) == expected)
    #expect(after.deals.map(\.isTouched) == [false, false, true, false, true, false, false])
    #expect(after.deals.map { $0.values["open_amount"] ?? nil }.suffix(3) == ["40110.00", "35008.75", "0"])
    #expect(after.deals.allSatisfy { $0.fault == nil && $0.isInOtherCurrency == nil })
    // Nothing was stored.
    #expect(
      try installation.database.query("SELECT count(*), sum(open_amount) FROM report_pipeline_coverage_fact")
        == stored)
  }

  @Test func theTableHasTheLargestDeals() throws {
    let installation = try installation()
    let run = try run(installation)
    try installation.database.load(Self.changes)
    let result = try installation.run("explain", run, "--limit", "5")
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(result.status == 0 && result.errors.contains("Nothing was stored"), "\(result)")
    #expect(lines[0].hasPrefix("acme monthly pipeline_coverage: 2026-10 USER "), "\(result)")
    #expect(lines.contains { $0.contains(/^open_amount +323,080.75 +231,157.75 +-91,923.00$/) }, "\(result)")
    #expect(result.output.contains("7 deals now, 2 of them changed since the snapshot (*)."))
    #expect(result.output.contains("is in the difference alone"), "\(result)")
    let (first, touched) = (try deal(57), try deal(40))
    #expect(
      lines.contains { $0.hasPrefix("   \(first)") && $0.contains(/57,014.25 +- +Open, early +2026-10-28/) },
      "\(result)")
    #expect(lines.contains { $0.hasPrefix("*  \(touched)") && $0.contains("40,110.00") }, "\(result)")
    #expect(
      lines.last == "… and 2 more; `--csv` and `--json` have all of them, as has `--limit 7`.", "\(result)")
    #expect(!result.output.contains("stage_id"))
    #expect(try installation.run("explain", run, "--ids").output.contains("stage_id"))
    let all = try installation.run("explain", run).output
    #expect(all.split(separator: "\n").count { $0.contains(/[0-9a-f]{8}-.*2026-1/) } == 7, "\(all)")
  }

  @Test func pythonReadsTheCSV() throws {
    let installation = try installation()
    try installation.database.load(Self.changes)
    try installation.database.load(
      "UPDATE pipeline_stage SET name = E'=1+1, \"x\"\\ny' WHERE id = md5('stage 1')::uuid")
    let run = try run(installation)
    let csv = try installation.run("explain", run, "--csv")
    #expect(
      csv.status == 0 && csv.output.hasPrefix("principal_type,principal_id,principal_name,pipeline_id,"),
      "\(csv)")
    let file = TemporaryFolder()
    try Data(csv.output.utf8).write(to: URL(filePath: file.path + "/deals.csv"))
    let script =
      "import csv, json, sys; json.dump(list(csv.DictReader(open(sys.argv[1], newline=''), strict=True)), sys.stdout)"
    let json = try Shell.output("python3", "-c", script, file.path + "/deals.csv")
    let rows = try JSONDecoder().decode([[String: String]].self, from: Data(json.utf8))
    let document = try explain(installation, run)
    #expect(rows.map { $0["deal_id"] } == document.deals.map(\.dealId))
    #expect(rows.map { $0["open_amount"] } == document.deals.map { ($0.values["open_amount"] ?? "") ?? "" })
    #expect(rows.map { $0["is_touched"] } == document.deals.map { "\($0.isTouched)" })
    #expect(rows[0]["stage_name"] == "'=1+1, \"x\" y" && rows[0]["principal_type"] == "USER", "\(rows)")
    #expect(rows[0]["created_at"]?.contains(/^2026-\d\d-\d\dT\d\d:00:00Z$/) == true)
  }

  @Test func otherTenantsAreNotSeen() throws {
    let installation = try installation(
      files: [
        "acme.yaml": Installation.acme,
        "other.yaml": Installation.other + "\n      - type: pipeline_coverage",
      ])
    let (mine, theirs) = (try run(installation), try run(installation, tenant: SmallCRM.other))
    let document = try explain(installation, theirs)
    // One more for each of the seven deals with an amount.
    #expect(document.rows[0].metrics["open_amount"]?.now == "323087.75")
    #expect(try explain(installation, mine).rows[0].metrics["open_amount"]?.now == "323080.75")
    for form in [[], ["--json"], ["--csv"]] {
      let result = try installation.run(["explain", mine] + form)
      #expect(
        result.status == 0 && !result.output.contains(SmallCRM.other.uuidString.lowercased()), "\(result)")
      let wrong = try installation.run(["explain", theirs, "--tenant", "acme"] + form)
      #expect(wrong.status == 1 && wrong.output.isEmpty, "\(wrong)")
      #expect(wrong.errors.contains("no tenant of the schedule files in "), "\(wrong)")
    }
  }

  @Test(
    arguments: [
      (["not-an-id"], 64, "a run id must be a UUID"),
      (["00000000-0000-4000-8000-000000000000"], 1, "no tenant of the schedule files in "),
      (
        ["RUN", "--row", "stage_id=1"], 64,
        "no dimension `stage_id`; its dimensions are principal_type, principal_id, pipeline_id"
      ),
      (["RUN", "--row", "principal_id"], 64, "a row is written as column=value"),
      (["RUN", "--row", "principal_id=Ada"], 64, "principal_id must be a UUID"),
      (["RUN", "--row", "principal_type="], 64, "principal_type is never empty"),
      (["RUN", "--row", "principal_type=user"], 64, "principal_type must be one of USER, GROUP, TENANT"),
      (
        ["RUN", "--row", "principal_type=USER", "--row", "principal_type=USER"], 64,
        "principal_type is given twice"
      ),
      (["RUN", "--row", "principal_type=GROUP"], 1, "has no such row, neither stored nor now"),
      // Another user's, who has deals.
      (["RUN", "--row", "principal_id=bb9836f5-e2ce-756d-059b-9a4556283bc0"], 1, "has no such row"),
      (["RUN", "--row", "pipeline_id="], 0, "Nothing was stored"),
      (["RUN", "--json", "--csv"], 64, "cannot be given together"), (["RUN", "--limit", "0"], 64, "--limit"),
    ] as [([String], Int32, String)])
  func usage(arguments: [String], status: Int32, message: String) throws {
    let installation = try installation()
    let run = try run(installation)
    let result = try installation.run(["explain"] + arguments.map { $0 == "RUN" ? run : $0 })
    #expect(result.status == status && result.errors.contains(message), "\(result)")
    #expect(result.output.isEmpty == (status != 0), "\(result)")
  }

  @Test func itNeedsNoMoreRightsThanAReport() throws {
    let installation = try installation()
    let run = try run(installation)
    try installation.database.load(
      "REVOKE INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA \(installation.database.schema) FROM dyno_reports"
    )
    #expect(try installation.run("explain", run).status == 0)
    try installation.database.load("REVOKE SELECT ON deal FROM dyno_reports")
    let refused = try installation.run("explain", run)
    #expect(refused.status == 78 && refused.errors.contains("deal"), "\(refused)")
    try installation.database.load(
      """
      GRANT SELECT ON deal TO dyno_reports; ALTER TABLE deal ENABLE ROW LEVEL SECURITY;
      CREATE POLICY positive ON deal USING (amount > 0);
      """)
    #expect(try installation.run("explain", run).status == 78)
    let trusted = try installation.run("explain", run, "--trust-source", "deal")
    #expect(trusted.status == 0 && trusted.errors.contains("warning"), "\(trusted)")
  }

  @Test func attemptsWithoutNumbersCannotBeExplained() throws {
    let installation = try Installation()
    try installation.breakCoverage()
    #expect(try installation.tick().status == 1)
    let failed = try #require(
      installation.database.query("SELECT run_id FROM report_run WHERE report_type = 'pipeline_coverage'")
        .first?[0])
    let whole = try installation.run("explain", failed)
    #expect(whole.status == 1 && whole.errors.contains("permission denied"), "\(whole)")
    #expect(
      whole.errors.contains("the whole period failed before pipeline_coverage was computed"), "\(whole)")
    try installation.mendCoverage()
    #expect(try installation.tick("--retry").status == 0)
    let replaced = try installation.run("explain", failed)
    #expect(replaced.status == 1 && replaced.errors.contains("a later one replaced it"), "\(replaced)")
  }

  @Test func whatThisProgramDoesNotKnowIsNamed() throws {
    let installation = try installation()
    let run = try run(installation)
    try installation.database.load(
      "UPDATE report_occurrence SET request = jsonb_set(request, '{versions,pipeline_coverage}', '99')")
    let version = try installation.run("explain", run)
    #expect(
      version.status == 1
        && version.errors.contains("version 99 of the report `pipeline_coverage` is not known"), "\(version)")
    try installation.database.load(
      """
      UPDATE report_occurrence SET request = request #- '{versions,pipeline_coverage}';
      UPDATE report_run SET input_params = jsonb_set(input_params, '{principals}', '["TEAM 1"]') WHERE run_id = '\(run)';
      """)
    let option = try installation.run("explain", run)
    #expect(
      option.status == 1 && option.errors.contains("the recorded parameter principals of pipeline_coverage"),
      "\(option)")
    try installation.database.load(
      """
      DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT conname FROM pg_constraint WHERE conrelid = 'report_run'::regclass AND contype = 'c' LOOP
          EXECUTE format('ALTER TABLE report_run DROP CONSTRAINT %I', name);
        END LOOP;
      END $$;
      UPDATE report_run SET report_type = 'pipeline_forecast' WHERE run_id = '\(run)';
      """)
    let report = try installation.run("explain", run)
    #expect(
      report.status == 1 && report.errors.contains("the report `pipeline_forecast` is not known"), "\(report)"
    )
  }
}
