import Foundation
import Testing
import TestingDatabase

/// How long computing takes, as `doctor` says it.
struct DoctorTimeTests {
  private static let slow = """
    ALTER TABLE deal RENAME TO deal_base;
    CREATE VIEW deal AS SELECT * FROM deal_base WHERE pg_sleep(0.2)::text IS NOT NULL;
    GRANT SELECT ON deal TO dyno_reports;
    """

  @Test func everyReportHasItsTime() throws {
    let result = try Installation().run("doctor")
    #expect(
      result.output.contains(
        /good     monthly of acme +[0-9-]+ can be computed: pipeline_overview \d+\.\d s, pipeline_coverage \d+\.\d s/
      ),
      "\(result)")
  }

  @Test func whatTakesTooLongIsStopped() throws {
    let installation = try Installation()
    try installation.database.load(Self.slow)
    try installation.database.load("UPDATE sales_target SET period_end = period_end - 1")
    let result = try installation.run("doctor", "--report-timeout", "1")
    let problems = result.output.split(separator: "\n").filter { $0.hasPrefix("PROBLEM") }
    let stopped = problems.filter { $0.contains(" and was stopped; ") && $0.contains("--report-timeout") }
    #expect(result.status == 78 && stopped.count == problems.count - 1, "\(result)")
    for text in [
      "looking at the tenant's rows of deal took longer than 1 second",
      "looking at the tenant's rows of deal_pipeline_stage_state, deal and pipeline_stage took longer than 1 second",
      "pipeline_overview took longer than 1 second", "pipeline_coverage took longer than 1 second",
    ] {
      #expect(stopped.contains { $0.contains(text) }, "\(result)")
    }
    // What can be looked at in time is.
    #expect(problems.contains { $0.contains("end a day too early") })
    #expect(!result.output.contains("can be computed"))
  }

  /// Even the first look, for tables without rows.
  @Test func whatTakesTooLongFromTheFirstRowOnIsStopped() throws {
    let installation = try Installation()
    try installation.database.load(Self.slow.replacing("0.2", with: "2"))
    try installation.database.load("UPDATE sales_target SET period_end = period_end - 1")
    let result = try installation.run("doctor", "--report-timeout", "1")
    let problems = result.output.split(separator: "\n").filter { $0.hasPrefix("PROBLEM  CRM of acme") }
    #expect(result.status == 78 && problems.contains { $0.contains("end a day too early") }, "\(result)")
    #expect(
      problems.contains {
        $0.contains(
          "looking at the tenant's rows of deal, deal_pipeline_stage_state, pipeline_stage, sales_target took longer "
            + "than 1 second and was stopped; ")
      }, "\(problems)")
  }

  @Test func whoseCodesTakeTooLongIsNotSaidToHaveOnePipeline() throws {
    let installation = try Installation()
    try installation.database.load(
      """
      ALTER TABLE pipeline_stage RENAME TO stage_base;
      CREATE VIEW pipeline_stage AS SELECT tenant_id, id, pipeline_id, name,
        CASE WHEN pg_sleep(2)::text IS NOT NULL THEN stage_state END AS stage_state FROM stage_base;
      GRANT SELECT ON pipeline_stage TO dyno_reports;
      UPDATE deal SET pipeline_id = md5('pipeline 1')::uuid;
      """)
    let result = try installation.run("doctor", "--report-timeout", "1")
    #expect(
      result.output.contains("rows of pipeline_stage and sales_target took longer than 1 second"), "\(result)"
    )
    #expect(!result.output.contains("one pipeline"), "\(result)")
  }

  @Test func theRestOfDoctorIsStoppedToo() throws {
    let installation = try Installation()
    let owner = installation.database.runtimeURL.replacing("user=dyno_reports", with: "user=postgres")
    // The condition on the tenant does not reach the table below.
    try installation.database.load(
      """
      ALTER TABLE deal RENAME TO deal_base;
      CREATE VIEW deal AS SELECT * FROM deal_base WHERE pg_sleep(0.2)::text IS NOT NULL OFFSET 0;
      GRANT SELECT ON deal TO dyno_reports;
      """)
    let result = try installation.run("doctor", "--report-timeout", "1", "--owner-url", owner)
    let problems = result.output.split(separator: "\n").filter { $0.hasPrefix("PROBLEM") }
    #expect(result.status == 78)
    for (subject, text) in [
      ("rehearsal of a run", "statement timeout (SQLSTATE 57014); if a right is missing, "),
      ("rows of acme", "counting the tenant's rows of deal took longer than 1 second and was stopped; "),
    ] {
      #expect(
        problems.contains {
          $0.contains(subject) && $0.contains(text) && $0.contains("--report-timeout")
        }, "\(result)")
    }
  }

  /// Wherever it reads the CRM.
  @Test func doctorReadsWithTheSettingsOfARun() throws {
    let installation = try Installation()
    let owner = installation.database.runtimeURL.replacing("user=dyno_reports", with: "user=postgres")
    try installation.database.load(
      """
      ALTER TABLE pipeline_stage RENAME TO stage;
      CREATE VIEW pipeline_stage AS
      SELECT * FROM stage WHERE 1 / (CASE current_setting('enable_nestloop') WHEN 'off' THEN 1 ELSE 0 END) = 1;
      GRANT SELECT ON pipeline_stage TO dyno_reports;
      """)
    let result = try installation.run("doctor", "--owner-url", owner)
    #expect(result.status == 0, "\(result)")
  }

  @Test(arguments: ["0", "86401", "-1"])
  func noSuchTimeout(seconds: String) throws {
    let result = try Installation().run("doctor", "--report-timeout=\(seconds)")
    #expect(result.status == 64 && result.errors.contains("from 1 to 86400"), "\(result)")
  }

  @Test func aTrapOfASmallCRMIsANote() throws {
    let acme = """
      \(Installation.acme)
        - name: weekly
          period: weekly
          reports:
            - type: pipeline_overview
            - type: pipeline_stage_funnel
      """
    let installation = try Installation(files: ["acme.yaml": acme, "other.yaml": Installation.other])
    try installation.database.load(
      """
      ALTER TABLE deal_pipeline_stage_state RENAME TO history;
      INSERT INTO history (tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at, exited_at, is_current)
      SELECT tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at - n * interval '1 day', entered_at, false
      FROM history, generate_series(1, 20) AS n;
      CREATE VIEW deal_pipeline_stage_state AS
        SELECT h.tenant_id, h.deal_id, h.pipeline_id, h.pipeline_stage_id, h.entered_at, h.exited_at,
               h.entered_at = (
                 SELECT max(l.entered_at) FROM history l WHERE l.tenant_id = h.tenant_id AND l.deal_id = h.deal_id
               ) AS is_current
        FROM history h;
      GRANT SELECT ON deal_pipeline_stage_state TO dyno_reports;
      """)
    let schema = installation.database.schema
    let result = try installation.run("doctor")
    let notes = result.output.split(separator: "\n").filter {
      $0.hasPrefix("note     ") && $0.contains(" again ")
    }
    // Once for both tenants and all schedules.
    #expect(result.status == 0 && notes.count == 1, "\(result)")
    #expect(
      notes.allSatisfy {
        $0.hasPrefix("note     plans ")
          && $0.contains(
            " \(schema).history, below deal_pipeline_stage_state, is read again for each of its own rows in "
              + "pipeline_overview, pipeline_coverage, pipeline_stage_funnel, which takes up to four times as long with twice the rows; "
          )
          && $0.hasSuffix("docs/your_crm.md shows how")
      }, "\(notes)")
    try installation.database.load(
      "CREATE INDEX ON history (tenant_id, deal_id, entered_at); ANALYZE history")
    let indexed = try installation.run("doctor")
    #expect(indexed.status == 0 && !indexed.output.contains(" again "), "\(indexed)")
  }

  /// Without a server that can be reached, the first message says what to try.
  @Test func everyProblemSaysWhatToDo() throws {
    let installation = try Installation(files: [:])
    let result = try installation.run(
      "doctor",
      environment: [
        "DYNO_REPORTS_DATABASE_URL": "postgresql:///x?host=/nowhere", "DYNO_REPORTS_EXPORTS": "/proc/nowhere",
      ])
    let problems = result.output.split(separator: "\n")
      .filter { $0.hasPrefix("PROBLEM") }.map(String.init)
    #expect(problems.count == 3 && result.status == 78, "\(result)")
    for (problem, text) in zip(problems, ["a sample from schedules/", "--exports", "--database-url"]) {
      #expect(problem.contains("; ") && problem.contains(text), "\(problem)")
    }
  }

  @Test func anIndexThatIsMissingIsNamedWithWhatItsLackCosts() throws {
    let installation = try Installation()
    try installation.database.load(
      """
      ALTER TABLE deal DROP CONSTRAINT IF EXISTS deal_pkey CASCADE;
      CREATE UNIQUE INDEX ON deal (id, tenant_id);
      INSERT INTO deal (tenant_id, id, pipeline_id, stage_id, amount, created_at, updated_at)
      SELECT '99999999-2222-4333-8444-555555555555', md5('more ' || n)::uuid, pipeline_id, stage_id, amount, created_at, updated_at
      FROM (SELECT * FROM deal LIMIT 1) AS d, generate_series(1, 30000) AS n;
      ANALYZE deal;
      """)
    let result = try installation.run("doctor")
    let schema = installation.database.schema
    let notes = result.output.split(separator: "\n").filter { $0.contains(" indexes  ") }
    #expect(result.status == 0 && notes.count == 1, "\(result)")
    let note = try #require(notes.first).replacing(schema, with: "schema")
    #expect(
      note.contains(
        /schema.deal has no index that begins with tenant_id: all of it, about 30\d+ rows, is read to find the 60 of acme; that is about \d+\.\d s of the \d+\.\d s that pipeline_coverage took; `CREATE INDEX CONCURRENTLY ON schema.deal \(tenant_id\)` spares it/
      ), "\(note)")
  }
}
