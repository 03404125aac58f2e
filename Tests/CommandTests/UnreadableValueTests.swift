import Foundation
import Testing
import TestingDatabase

/// A value that PostgreSQL cannot process: every command that meets it names its column, and none shows it.
struct UnreadableValueTests {
  private static let secret = "geheim-4711"
  private static let place = "a value of deal.amount could not be processed (SQLSTATE 22P02)"

  /// Two tenants. The view of their deals cannot cast an amount of acme's.
  private let installation: Installation

  init() throws {
    installation = try Installation(files: ["acme.yaml": Installation.acme, "other.yaml": Installation.other])
    try installation.database.load(
      """
      ALTER TABLE deal RENAME TO deal_base;
      ALTER TABLE deal_base ALTER COLUMN amount TYPE text;
      UPDATE deal_base SET amount = '\(Self.secret)'
      WHERE tenant_id = '\(SmallCRM.acme)' AND id = md5('deal 44')::uuid;
      CREATE VIEW deal AS
      SELECT tenant_id, id, pipeline_id, stage_id, amount::numeric, created_at, updated_at, expected_close_date,
             close_date, owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id
      FROM deal_base;
      GRANT SELECT ON deal TO dyno_reports;
      """)
  }

  private func run(_ arguments: String...) throws -> Shell.Result {
    let result = try installation.run(arguments)
    #expect(!result.output.contains(Self.secret) && !result.errors.contains(Self.secret), "\(arguments)")
    return result
  }

  @Test func theOtherTenantIsPublishedAndStatusNamesTheColumn() throws {
    let message =
      "\(Self.place) while computing pipeline_overview; correct the value in the CRM, or the view "
      + "\(installation.database.schema).deal"
    let result = try run("run", "--at", Installation.at)
    #expect(result.status == 3 && result.errors.contains("acme monthly 2026-10: \(message)"), "\(result)")
    let files = try installation.publishedFiles()
    #expect(files["tenant=other/manifest.json"] != nil && files["tenant=acme/manifest.json"] == nil)
    #expect(files.values.allSatisfy { $0.range(of: Data(Self.secret.utf8)) == nil })

    let text = try run("status", "--at", Installation.at)
    #expect(text.output.contains("failed: \(message)"), "\(text)")
    let json = try run("status", "--at", Installation.at, "--json")
    #expect(json.output.contains("\"error\" : \"\(message)\""), "\(json)")

    let query = "SELECT error_message FROM report_run WHERE status = 'FAILED' ORDER BY report_type"
    #expect(try installation.database.query(query) == [[message], [message]])
    for table in ["report_occurrence", "report_run"] {
      let rows = try installation.database.query("SELECT t::text FROM \(table) t").joined()
      #expect(rows.allSatisfy { $0?.contains(Self.secret) == false })
    }
    // Corrected, the next run publishes the period.
    try installation.database.load("UPDATE deal_base SET amount = '1' WHERE amount = '\(Self.secret)'")
    #expect(try run("run", "--at", Installation.at, "--retry").status == 0)
  }

  @Test func reportAndDoctorNameTheColumn() throws {
    let report = try run(
      "report", "pipeline_overview", "--tenant", "acme", "--from", "2026-10-01", "--to", "2026-11-01")
    #expect(
      report.status == 1 && report.errors.contains("\(Self.place) while computing pipeline_overview"),
      "\(report)")
    let doctor = try run("doctor")
    let problems = doctor.output.split(separator: "\n").filter { $0.hasPrefix("PROBLEM") }
    #expect(doctor.status == 78 && problems.count == 3, "\(doctor)")
    for subject in ["CRM of acme", "monthly of acme"] {
      #expect(problems.contains { $0.contains(subject) && $0.contains(Self.place) }, "\(problems)")
    }
  }

  @Test func aValueThatCannotBeReadHidesNoOtherFinding() throws {
    try installation.database.load("UPDATE sales_target SET principal_type = 'user'")
    let problems = try run("doctor").output.split(separator: "\n").filter {
      $0.hasPrefix("PROBLEM  CRM of acme")
    }
    #expect(problems.contains { $0.contains(Self.place) }, "\(problems)")
    #expect(problems.contains { $0.contains("a principal_type other than USER and GROUP") }, "\(problems)")
  }

  /// `doctor` also reads rows that no report of the schedule needs.
  @Test func doctorNamesTheRowsOfATable() throws {
    try installation.database.load(
      """
      UPDATE deal_base SET amount = NULL;
      CREATE TYPE state AS ENUM ('OPEN', 'DONE_SUCCESS', 'DONE_FAILED');
      ALTER TABLE pipeline_stage RENAME TO stage_base;
      UPDATE stage_base SET stage_state = '\(Self.secret)'
      WHERE tenant_id = '\(SmallCRM.acme)' AND id = md5('stage 1')::uuid;
      CREATE VIEW pipeline_stage AS
      SELECT tenant_id, id, pipeline_id, name, stage_state::state FROM stage_base;
      GRANT SELECT ON pipeline_stage TO dyno_reports;
      """)
    let doctor = try run("doctor")
    let problems = doctor.output.split(separator: "\n").filter { $0.hasPrefix("PROBLEM  CRM of acme") }
    #expect(
      problems.count == 1
        && problems[0].contains(
          "a value of pipeline_stage.stage_state could not be processed (SQLSTATE 22P02); correct"),
      "\(doctor)")
  }

  @Test func doctorNamesATableWhoseConditionFails() throws {
    try installation.database.load(
      """
      CREATE OR REPLACE VIEW deal AS
      SELECT tenant_id, id, pipeline_id, stage_id, NULL::numeric AS amount, created_at, updated_at,
             expected_close_date, close_date, owned_by_user_id, assigned_user_id, owned_by_group_id,
             assigned_group_id
      FROM deal_base
      WHERE amount IS NULL OR amount::numeric > 0
      """)
    let owner = installation.database.runtimeURL.replacing("user=dyno_reports", with: "user=postgres")
    let doctor = try run("doctor", "--owner-url", owner)
    let problems = doctor.output.split(separator: "\n").filter { $0.hasPrefix("PROBLEM") }
    for subject in ["CRM of acme", "rows of acme", "monthly of acme"] {
      #expect(problems.contains { $0.contains(subject) }, "\(doctor)")
    }
    #expect(
      problems.allSatisfy { $0.contains("the rows of deal cannot be read (SQLSTATE 22P02)") }, "\(doctor)")
  }
}
