import Foundation
import Testing
import TestingDatabase

/// What `doctor` says of a CRM whose rows make numbers zero or empty, although nothing is an error.
struct MappedCRMTests {
  /// Every report that reads the CRM in a way of its own.
  private static let file = """
    \(Installation.acme)
          - type: pipeline_stage_funnel
          - type: rep_performance
    """

  /// Targets for the month before this one.
  private static let targets = """
    INSERT INTO sales_target (tenant_id, principal_type, principal_id, pipeline_id, period_start, period_end, target_amount)
    SELECT '\(SmallCRM.acme)', 'USER', md5('user 1')::uuid, NULL, (month - interval '1 month')::date, month::date, 1
    FROM date_trunc('month', now() AT TIME ZONE 'Europe/Berlin') AS month
    WHERE month > '2026-12-01';
    """

  private func findings(_ change: String, file: String = file) throws -> [String] {
    let installation = try Installation(SmallCRM.script + Self.targets, files: ["acme.yaml": file])
    try installation.database.load(change)
    let result = try installation.run("doctor")
    let findings = result.output.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("good") }
    let hasProblem = findings.contains { $0.hasPrefix("PROBLEM") }
    #expect(result.status == (hasProblem ? 78 : 0), "\(result)")
    #expect(findings.last?.hasPrefix("Nothing stops a run. Next: `dyno-reports plan`") == !hasProblem)
    #expect(
      findings.filter { $0.hasPrefix("PROBLEM") || $0.hasPrefix("note   ") }.allSatisfy { $0.contains("; ") })
    return findings.filter { !$0.hasPrefix("Nothing stops") }
  }

  @Test func aCorrectCRMHasNoFinding() throws {
    #expect(try findings("").isEmpty)
  }

  @Test(
    "Numbers would be zero, or a report empty",
    arguments: [
      (
        "UPDATE deal SET stage_id = gen_random_uuid()",
        "all 60 of the tenant's deals have a stage_id that is the id of no row of pipeline_stage, so that "
          + "pipeline_coverage cannot count any; make stage_id in deal and id in pipeline_stage in the same way"
      ),
      ("UPDATE deal SET stage_id = NULL", "all 60 of the tenant's deals have no stage_id"),
      (
        "UPDATE deal SET pipeline_id = md5('x' || pipeline_id)::uuid",
        "all 60 of the tenant's deals have a pipeline_id that no row of pipeline_stage has"
      ),
      ("UPDATE deal SET pipeline_id = NULL", "all 60 of the tenant's deals have no pipeline_id"),
      (
        "UPDATE deal SET owned_by_user_id = NULL, assigned_user_id = NULL, owned_by_group_id = NULL",
        "all 60 of the tenant's deals have no owner and no assignee, so that pipeline_coverage, rep_performance"
      ),
      (
        "UPDATE deal SET expected_close_date = NULL",
        "all 60 of the tenant's deals have neither an expected_close_date nor a close_date, so that pipeline_coverage"
      ),
      (
        "ALTER TABLE deal ALTER COLUMN updated_at DROP NOT NULL; UPDATE deal SET updated_at = NULL",
        "all 60 of the tenant's deals have no updated_at, so that pipeline_overview"
      ),
      (
        "ALTER TABLE deal ALTER COLUMN created_at DROP NOT NULL; UPDATE deal SET created_at = NULL",
        "all 60 of the tenant's deals have no created_at, so that rep_performance"
      ),
      (
        "UPDATE deal_pipeline_stage_state SET is_current = false",
        "none of the tenant's 60 rows of deal_pipeline_stage_state is current, so that pipeline_overview, "
          + "pipeline_stage_funnel, rep_performance cannot count any deal; set is_current"
      ),
      (
        "DELETE FROM deal_pipeline_stage_state",
        "the tenant has no rows in deal_pipeline_stage_state, so that pipeline_overview"
      ),
      (
        "UPDATE deal_pipeline_stage_state SET deal_id = gen_random_uuid()",
        "all 60 of the tenant's current rows of deal_pipeline_stage_state have a deal_id that is the id of no deal"
      ),
      (
        "UPDATE deal_pipeline_stage_state SET pipeline_stage_id = gen_random_uuid()",
        "all 60 of the tenant's current rows of deal_pipeline_stage_state have a pipeline_stage_id that is the id of no"
      ),
      (
        "UPDATE deal_pipeline_stage_state SET pipeline_id = gen_random_uuid()",
        "have a pipeline_id other than that of their stage, so that pipeline_stage_funnel cannot count any"
      ),
      (
        "UPDATE deal_pipeline_stage_state SET exited_at = entered_at",
        "all 31 of the tenant's current rows of deal_pipeline_stage_state have an exited_at although the stage is open"
      ),
      (
        "ALTER TABLE deal_pipeline_stage_state ALTER COLUMN entered_at DROP NOT NULL; "
          + "UPDATE deal_pipeline_stage_state SET entered_at = NULL",
        "all 60 of the tenant's current rows of deal_pipeline_stage_state have no entered_at"
      ),
      (
        "UPDATE pipeline_stage SET stage_state = 'DONE_FAILED'",
        "all of the tenant's 8 stages are closed, so no deal is ever open"
      ),
      (
        "UPDATE sales_target SET period_end = period_end - 1",
        "of the tenant's targets end a day too early, such as those from "
      ),
      (
        "UPDATE sales_target SET principal_id = md5('x' || principal_id)::uuid",
        "none of the 6 principals that have targets owns or is assigned a deal, so that pipeline_coverage"
      ),
      (
        "UPDATE sales_target SET principal_type = 'GROUP'",
        "none of the 6 principals that have targets owns or is assigned a deal"
      ),
    ])
  func problem(change: String, text: String) throws {
    let findings = try findings(change)
    #expect(findings.count == 1 && findings[0].hasPrefix("PROBLEM  CRM of acme"), "\(findings)")
    #expect(findings.allSatisfy { $0.contains(text) }, "\(findings)")
  }

  @Test(
    "It may be meant",
    arguments: [
      (
        "UPDATE deal SET stage_id = gen_random_uuid() WHERE id IN (md5('deal 1')::uuid, md5('deal 2')::uuid)",
        "2 of 60 of the tenant's deals have a stage_id that is the id of no row of pipeline_stage, and pipeline_coverage "
          + "may not count them; if that is not meant, make"
      ),
      (
        "UPDATE deal_pipeline_stage_state SET deal_id = gen_random_uuid() WHERE deal_id = md5('deal 1')::uuid",
        "1 of 60 of the tenant's current rows of deal_pipeline_stage_state have a deal_id that is the id of no deal"
      ),
      ("UPDATE deal SET amount = NULL", "none of the tenant's 60 deals has an amount, so that every sum in"),
      (
        "UPDATE deal SET pipeline_id = md5('pipeline 1')::uuid",
        "all of the tenant's deals are in one pipeline, and 2 pipelines have stages"
      ),
      (
        "UPDATE deal SET pipeline_id = md5('pipeline 1')::uuid; "
          + "UPDATE pipeline_stage SET pipeline_id = md5('pipeline 1')::uuid; "
          + "UPDATE deal_pipeline_stage_state SET pipeline_id = md5('pipeline 1')::uuid",
        "the tenant has one pipeline"
      ),
      (
        "DELETE FROM sales_target", "the tenant has no targets, so that pipeline_coverage has no target there"
      ),
      (
        "UPDATE sales_target SET period_start = '2025-01-01', period_end = '2026-01-01'",
        "targets exist, but none for "
      ),
      (
        "UPDATE sales_target SET period_start = '2025-01-01', period_end = '2026-01-01'",
        "(monthly), so that pipeline_coverage has no target there; the nearest are for 2025-01-01 to 2026-01-01, kinds of "
          + "periods: yearly; if"
      ),
    ])
  func note(change: String, text: String) throws {
    let findings = try findings(change)
    #expect(findings.count == 1 && findings[0].hasPrefix("note     CRM of acme"), "\(findings)")
    #expect(findings.allSatisfy { $0.contains(text) }, "\(findings)")
  }

  @Test func whatNoReportReadsIsNoFinding() throws {
    // Only the funnel reads when a stage was left, and only coverage reads targets.
    let change =
      "UPDATE deal_pipeline_stage_state SET exited_at = entered_at; UPDATE deal SET stage_id = NULL"
    let file = Installation.acme.replacing("      - type: pipeline_coverage", with: "")
    #expect(try findings(change, file: file).isEmpty)
    #expect(try findings("UPDATE sales_target SET period_end = period_end - 1", file: file).isEmpty)
  }

  @Test func deletedTargetsAreNoReasonToStop() throws {
    let findings = try findings("UPDATE sales_target SET period_end = period_end + 1")
    #expect(findings.count == 1 && findings[0].contains("kinds of periods: custom"), "\(findings)")
  }

  @Test func missingTablesAreNotAMatterOfRights() throws {
    let installation = try Installation(SmallCRM.script, files: ["acme.yaml": Self.file])
    try installation.database.load(
      "DROP TABLE deal; ALTER TABLE sales_target DROP COLUMN target_amount, DROP pipeline_id")
    for command in ["doctor", "run"] {
      let result = try installation.run(command)
      #expect(result.status == 78)
      let text = result.output + result.errors
      #expect(
        text.contains("deal does not exist in schema \(installation.database.schema); make a view"), "\(text)"
      )
      #expect(!text.contains("cannot read"), "\(text)")
      // Once for the table that is not there, once for all columns.
      #expect(text.matches(of: /docs\/your_crm\.md/).count == 2, "\(text)")
    }
    try installation.database.load("DROP TABLE deal_pipeline_stage_state, pipeline_stage, sales_target")
    for command in ["doctor", "run"] {
      let result = try installation.run(command)
      let lines = (result.output + result.errors).split(separator: "\n").filter { !$0.hasPrefix("good") }
      let about = lines.filter {
        $0.contains("has none of the CRM's tables: deal, ") && $0.contains("--schema")
      }
      #expect(about.count == 1 && result.status == 78, "\(lines)")
      #expect(!lines.contains { $0.contains("GRANT") || $0.contains("does not exist") }, "\(lines)")
    }
  }

  @Test func aSchemaThatIsNotThereIsNotAMatterOfRights() throws {
    for command in ["doctor", "run"] {
      let result = try Installation().run(command, "--schema", "nowhere")
      #expect(result.status == 78)
      let text = result.output + result.errors
      #expect(
        text.contains("the database has no schema nowhere; name the CRM's schema with --schema"), "\(text)")
      #expect(!text.contains("GRANT"))
    }
  }

  @Test func notesAreGoodInJSON() throws {
    let installation = try Installation(SmallCRM.script + Self.targets)
    try installation.database.load("UPDATE deal SET amount = NULL")
    let result = try installation.run("doctor", "--json")
    let findings = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    #expect(findings.allSatisfy { $0["is_good"] as? Bool == true && $0["finding"] is String })
    let notes = findings.filter { $0["is_note"] as? Bool == true }
    #expect(result.status == 0 && notes.count == 1 && notes[0]["subject"] as? String == "CRM of acme")
    #expect(!result.output.contains("Next:"))
  }

  /// The CRM of somebody else: other names, text for ids, the stages' history with its own idea of what is current.
  @Test func aMappedCRMIsReportedLikeOurOwn() throws {
    let installation = try Installation(SmallCRM.script + Self.targets, files: ["acme.yaml": Self.file])
    let schema = installation.database.schema
    try installation.database.load(
      """
      CREATE SCHEMA \(schema)_crm;
      ALTER TABLE deal SET SCHEMA \(schema)_crm;
      ALTER TABLE deal_pipeline_stage_state SET SCHEMA \(schema)_crm;
      ALTER TABLE pipeline_stage SET SCHEMA \(schema)_crm;
      ALTER TABLE sales_target SET SCHEMA \(schema)_crm;
      CREATE VIEW deal AS SELECT * FROM \(schema)_crm.deal WHERE amount IS NULL OR amount > 0;
      CREATE VIEW deal_pipeline_stage_state AS
        SELECT tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at, exited_at,
               row_number() OVER (PARTITION BY tenant_id, deal_id ORDER BY entered_at DESC) = 1 AS is_current
        FROM \(schema)_crm.deal_pipeline_stage_state;
      CREATE VIEW pipeline_stage AS SELECT * FROM \(schema)_crm.pipeline_stage;
      CREATE VIEW sales_target AS SELECT * FROM \(schema)_crm.sales_target;
      GRANT SELECT ON deal, deal_pipeline_stage_state, pipeline_stage, sales_target TO dyno_reports;
      """)
    let result = try installation.run("doctor")
    #expect(result.status == 0 && !result.output.contains("note   "), "\(result)")
    #expect(try installation.tick().status == 0)
  }
}
