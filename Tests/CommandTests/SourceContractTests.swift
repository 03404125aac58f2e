import Foundation
import Testing
import TestingDatabase

/// The source contract, as the program keeps it. `RunsTests` have the rules.
struct SourceContractTests {
  private static let wrongTypes = """
    ALTER TABLE deal ALTER COLUMN amount TYPE double precision;
    ALTER TABLE sales_target RENAME COLUMN target_amount TO goal;
    """
  private static let hidden = """
    ALTER TABLE deal ENABLE ROW LEVEL SECURITY;
    CREATE POLICY partly ON deal USING (created_at > '2026-01-01');
    """
  /// A view that has the deal 1 of every tenant twice.
  private static let repeated = """
    ALTER TABLE deal RENAME TO deal_base;
    CREATE VIEW deal AS SELECT * FROM deal_base UNION ALL SELECT * FROM deal_base WHERE id = md5('deal 1')::uuid;
    GRANT SELECT ON deal TO dyno_reports;
    """

  @Test(
    "Whoever computes is stopped before anything is recorded",
    arguments: [
      ["run", "--at", Installation.at],
      ["backfill", "--from", "2026-09-01", "--to", "2026-11-01", "--at", Installation.at],
      ["restate", "--reason", "x", "--from", "2026-10-01", "--to", "2026-11-01"],
      ["report", "pipeline_overview"],
    ])
  func brokenContract(arguments: [String]) throws {
    let installation = try Installation(SmallCRM.script + Self.wrongTypes)
    let result = try installation.run(arguments)
    #expect(result.status == 78 && result.output.isEmpty)
    let lines = result.errors.split(separator: "\n")
    #expect(lines.count == 2, "\(result.errors)")
    #expect(lines[0].hasPrefix("dyno-reports: error: deal.amount is double precision, and must be numeric"))
    #expect(lines[1].hasPrefix("dyno-reports: error: sales_target has no column target_amount, "))
    #expect(try installation.count("report_tenant") == 0 && installation.count("report_occurrence") == 0)
    #expect(try installation.count("report_run") == 0)
  }

  /// A newcomer forgets what the owner of the views needs.
  @Test func aRightThatIsMissingBelowAViewIsNamedWithItsGrant() throws {
    let installation = try Installation()
    let (schema, owner) = (installation.database.schema, "\(installation.database.schema)_owner")
    try installation.database.load(
      """
      CREATE ROLE \(owner);
      ALTER TABLE deal RENAME TO opportunity;
      CREATE VIEW deal AS SELECT * FROM opportunity;
      ALTER VIEW deal OWNER TO \(owner); GRANT SELECT ON deal TO dyno_reports;
      """)
    let grant = "GRANT SELECT ON \(schema).opportunity TO \(owner);"
    let refused = try installation.tick()
    #expect(refused.status == 78 && refused.errors.hasSuffix("\(grant)\n"), "\(refused)")
    #expect(refused.errors.split(separator: "\n").count == 1 && !refused.errors.contains("migrate"))
    #expect(try installation.count("report_occurrence") == 0 && installation.count("report_run") == 0)
    let doctor = try installation.run("doctor")
    #expect(doctor.status == 78 && doctor.output.contains(grant), "\(doctor)")
    try installation.database.load(grant)
    #expect(try installation.tick().status == 0)
    try installation.database.load(
      "ALTER VIEW deal OWNER TO CURRENT_USER; DROP OWNED BY \(owner); DROP ROLE \(owner)")
  }

  @Test func commandsThatReadNoDealsWorkAnyway() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    try installation.database.load(Self.wrongTypes)
    for command in ["plan", "status", "verify", "export"] {
      let result = try installation.run(command)
      #expect(result.status == 0, "\(command): \(result)")
    }
  }

  @Test func hiddenRowsAreRefusedUnlessTheTableIsTrusted() throws {
    let installation = try Installation(SmallCRM.script + Self.hidden)
    let refused = try installation.tick()
    #expect(refused.status == 78 && refused.errors.hasSuffix("--trust-source deal\n"), "\(refused)")
    #expect(try installation.count("report_occurrence") == 0)
    let trusted = try installation.tick("--trust-source", "deal")
    #expect(trusted.status == 0)
    let warnings = trusted.errors.split(separator: "\n")
    #expect(warnings.count == 2 && warnings.allSatisfy { $0.hasPrefix("dyno-reports: warning: ") })
    #expect(
      warnings[0].hasSuffix("trusted to hide no rows: deal") && warnings[1].contains("row level security"))
    let requests = try installation.database.query(
      "SELECT request ->> 'trusted_sources' FROM report_occurrence")
    #expect(requests == [[#"["deal"]"#]])
    let manifest = try PublishedManifest(installation.publishedFiles())
    #expect(manifest.occurrences.map(\.trustedSources) == [["deal"]])
    #expect(try installation.run("verify").status == 0)
    // A run that has nothing to do is silent.
    let idle = try installation.tick("--trust-source", "deal")
    #expect(idle.status == 0 && idle.errors.isEmpty && idle.output.isEmpty, "\(idle)")
    let report = try installation.run(
      ["report", "pipeline_overview"], environment: ["DYNO_REPORTS_TRUST_SOURCE": "pipeline_stage, deal"])
    #expect(report.status == 0 && report.errors.contains("trusted to hide no rows: deal, pipeline_stage"))
  }

  @Test func rightToReadTheColumnsIsEnough() throws {
    let file = Installation.acme + "\n      - type: pipeline_stage_funnel\n      - type: rep_performance"
    let installation = try Installation(files: ["acme.yaml": file])
    try installation.database.load(
      """
      REVOKE SELECT ON deal, deal_pipeline_stage_state, pipeline_stage, sales_target FROM dyno_reports;
      GRANT SELECT (tenant_id, id, pipeline_id, stage_id, amount, created_at, updated_at, expected_close_date,
        close_date, owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id)
        ON deal TO dyno_reports;
      GRANT SELECT (tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at, exited_at, is_current)
        ON deal_pipeline_stage_state TO dyno_reports;
      GRANT SELECT (tenant_id, id, pipeline_id, name, stage_state) ON pipeline_stage TO dyno_reports;
      GRANT SELECT (tenant_id, principal_type, principal_id, pipeline_id, period_start, period_end, target_amount)
        ON sales_target TO dyno_reports;
      """)
    let result = try installation.tick()
    #expect(result.status == 0, "\(result)")
    #expect(try installation.run("doctor").status == 0)
  }

  @Test func nothingIsTrustedUnlessTheOperatorSaysSo() throws {
    let installation = try Installation()
    let result = try installation.tick("--trust-source", "none")
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(try installation.count("report_occurrence WHERE request ? 'trusted_sources'") == 0)
    let manifest = try PublishedManifest(installation.publishedFiles())
    #expect(manifest.occurrences.map(\.trustedSources) == [nil])
  }

  @Test(arguments: [["run"], ["report", "pipeline_overview"], ["doctor"]])
  func unknownTableCannotBeTrusted(command: [String]) throws {
    let installation = try Installation()
    for names in ["deals", "deal,,pipeline_stage", "deal none"] {
      let result = try installation.run(command + ["--trust-source", names])
      #expect(result.status == 64 && result.errors.contains("--trust-source must name some of deal, "))
    }
    let result = try installation.run(command, environment: ["DYNO_REPORTS_TRUST_SOURCE": "report_run"])
    #expect(result.status == 64)
  }

  @Test func repeatedIDsFailTheOccurrence() throws {
    let installation = try Installation(SmallCRM.script + Self.repeated)
    let result = try installation.tick()
    #expect(result.status == 78)
    #expect(
      result.errors.hasPrefix(
        "dyno-reports: error: acme monthly 2026-10: 1 of the tenant's ids in deal have several rows"),
      "\(result)")
    let row = try installation.database.query(
      "SELECT state, failures, error_message LIKE '1 of the tenant%' FROM report_occurrence")
    #expect(row == [["FAILED", "1", "t"]])
    #expect(try installation.count("report_run WHERE status = 'FAILED'") == 2)
    #expect(try installation.count("report_pipeline_overview_fact") == 0)
    let waiting = try installation.tick()
    #expect(waiting.status == 0 && waiting.errors.isEmpty)
    let report = try installation.run("report", "pipeline_overview")
    #expect(report.status == 78 && report.errors.contains("ids in deal have several rows"), "\(report)")
    // The rows of another tenant are not this one's concern.
    try installation.database.load(
      "UPDATE deal_base SET tenant_id = '\(SmallCRM.other)', id = md5('deal 1 of acme')::uuid "
        + "WHERE tenant_id = '\(SmallCRM.acme)' AND id = md5('deal 1')::uuid")
    #expect(try installation.tick("--retry").status == 0)
    #expect(try installation.states() == ["PUBLISHED"])
  }

  @Test func idsThatTablesShareByInheritanceAreFound() throws {
    let installation = try Installation()
    try installation.database.load(
      "CREATE TABLE stage_of_before () INHERITS (pipeline_stage); "
        + "INSERT INTO stage_of_before (tenant_id, id, pipeline_id, name, stage_state) "
        + "SELECT tenant_id, id, pipeline_id, name, stage_state FROM pipeline_stage")
    let result = try installation.tick()
    #expect(
      result.status == 78 && result.errors.contains("8 of the tenant's ids in pipeline_stage"), "\(result)")
  }

  @Test func oneTenantWithRepeatedIDsDoesNotStopOthers() throws {
    let installation = try Installation(
      SmallCRM.script + Self.repeated,
      files: ["acme.yaml": Installation.acme, "other.yaml": Installation.other])
    try installation.database.load(
      "DELETE FROM deal_base WHERE tenant_id = '\(SmallCRM.other)' AND id = md5('deal 1')::uuid")
    #expect(try installation.tick().status == 3)
    #expect(try installation.publishedFiles()["tenant=other/manifest.json"] != nil)
  }
}
