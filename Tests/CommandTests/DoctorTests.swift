import Foundation
import Testing
import TestingDatabase

struct DoctorTests {
  @Test func correctInstallationHasNoProblems() throws {
    let installation = try Installation()
    let result = try installation.run("doctor")
    #expect(result.status == 0, "\(result)")
    #expect(!result.output.contains("PROBLEM") && result.output.hasSuffix("then `dyno-reports run`.\n"))
    #expect(result.output.contains("CRM of acme"))
    #expect(try installation.exports.files().isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: installation.exports.path).isEmpty)
  }

  @Test func allProblemsAreReported() throws {
    let installation = try Installation(
      files: ["acme.yaml": Installation.acme, "bad.yaml": "tenant: {slug: Bad}"])
    let result = try installation.run(
      "doctor", environment: ["DYNO_REPORTS_EXPORTS": "/nowhere/at/all", "PGUSER": "nobody"])
    #expect(result.status == 78)
    let problems = result.output.split(separator: "\n").filter { $0.hasPrefix("PROBLEM") }
    #expect(problems.contains { $0.contains("schedule files") && $0.contains("bad.yaml:1:") })
    #expect(problems.contains { $0.contains("exports folder") && $0.contains("/nowhere/at/all") })
    // It continues after a problem.
    #expect(result.output.contains("clocks") && result.output.contains("CRM of acme"))
  }

  @Test func tenantThatIsNotInTheCRM() throws {
    let unknownTenant = Installation.other.replacing("11111111-2222", with: "99999999-2222")
    let installation = try Installation(files: ["other.yaml": unknownTenant])
    let result = try installation.run("doctor")
    #expect(result.status == 78)
    #expect(result.output.contains("PROBLEM  CRM of other"))
    #expect(result.output.contains("is the id right?"))
  }

  @Test func missingDatabase() throws {
    let installation = try Installation()
    let result = try installation.run(
      "doctor", environment: ["DYNO_REPORTS_DATABASE_URL": "postgresql:///x?host=/nowhere"])
    #expect(result.status == 69)
    #expect(result.output.contains("PROBLEM  database"))
  }

  @Test func roleWithTooManyRights() throws {
    let installation = try Installation()
    let owner = installation.database.runtimeURL.replacing("user=dyno_reports", with: "user=postgres")
    let result = try installation.run("doctor", environment: ["DYNO_REPORTS_DATABASE_URL": owner])
    #expect(result.status == 78)
    #expect(result.output.contains("role postgres could read every tenant"))
  }

  @Test(
    "A column that a CRM may lack, and that is there and cannot be read",
    arguments: ["position", "probability"])
  func unreadable(column: String) throws {
    let installation = try Installation()
    let columns =
      try installation.database.query(
        """
        SELECT string_agg(attname, ', ') FROM pg_attribute
        WHERE attrelid = 'pipeline_stage'::regclass AND attnum > 0 AND NOT attisdropped AND attname <> '\(column)'
        """)[0][0] ?? ""
    try installation.database.load(
      """
      ALTER TABLE pipeline_stage ADD COLUMN IF NOT EXISTS \(column) integer;
      REVOKE SELECT ON pipeline_stage FROM dyno_reports; GRANT SELECT (\(columns)) ON pipeline_stage TO dyno_reports;
      """)
    func notes() throws -> [Substring] {
      let result = try installation.run("doctor")
      #expect(result.status == 0, "\(result)")
      return result.output.split(separator: "\n").filter { $0.contains(" \(column) ") }
    }
    let grant = "GRANT SELECT (\(column)) ON \(installation.database.schema).pipeline_stage TO dyno_reports;"
    let found = try notes()
    #expect(found.count == 1, "\(found)")
    #expect(found.allSatisfy { $0.hasPrefix("note     CRM's tables") && $0.contains(grant) }, "\(found)")
    try installation.database.load(grant)
    #expect(try notes().isEmpty)
  }

  /// What `doctor` complains about, by subject.
  private func problems(_ installation: Installation, _ arguments: String...) throws -> [String] {
    let result = try installation.run(["doctor"] + arguments)
    let problems = result.output.split(separator: "\n").filter { $0.hasPrefix("PROBLEM") }.map(String.init)
    #expect(result.status == (problems.isEmpty ? 0 : 78), "\(result)")
    return problems
  }

  @Test func everyViolationOfTheSourceContractIsNamed() throws {
    let installation = try Installation()
    try installation.database.load(
      """
      ALTER TABLE deal ALTER COLUMN amount TYPE real;
      ALTER TABLE sales_target RENAME COLUMN target_amount TO goal;
      ALTER TABLE pipeline_stage ENABLE ROW LEVEL SECURITY;
      """)
    let problems = try problems(installation)
    #expect(problems.count == 3, "\(problems)")
    #expect(problems.allSatisfy { $0.contains("CRM's tables") })
    for (problem, text) in zip(
      problems, ["deal.amount is real", "no column target_amount", "row level security"])
    {
      #expect(problem.contains(text))
    }
    #expect(try self.problems(installation, "--trust-source", "pipeline_stage").count == 2)
  }

  @Test func codesThatReportsDoNotKnow() throws {
    let installation = try Installation()
    try installation.database.load(
      """
      UPDATE sales_target SET principal_type = 'user' WHERE period_start = '2026-08-01';
      UPDATE sales_target SET principal_type = E'TEAM\\u202E\n' WHERE period_start = '2026-09-01';
      UPDATE pipeline_stage SET stage_state = ' done_success' WHERE stage_state = 'DONE_SUCCESS';
      ALTER TABLE pipeline_stage ALTER COLUMN stage_state DROP NOT NULL;
      UPDATE pipeline_stage SET stage_state = NULL WHERE stage_state = 'DONE_FAILED';
      """)
    let problems = try problems(installation)
    #expect(problems.count == 4, "\(problems)")
    #expect(problems.allSatisfy { $0.contains("CRM of acme") })
    let texts = [
      #"12 of the tenant's rows of sales_target have a principal_type other than USER and GROUP ("TEAM\u{202E}\n", "user")"#,
      "2 of the tenant's stages have a stage_state that differs from DONE_SUCCESS or DONE_FAILED only in case",
      "none of the tenant's stages is closed", "2 of the tenant's stages have no stage_state",
    ]
    for (problem, text) in zip(problems, texts) { #expect(problem.contains(text), "\(problem)") }
  }

  @Test func principalTypesAreNamedOnlyIfTheyAreCodes() throws {
    let installation = try Installation()
    try installation.database.load(
      """
      ALTER TABLE sales_target ALTER COLUMN principal_type TYPE text;
      UPDATE sales_target SET principal_type = 'a.person@example.com, Berlin' WHERE period_start = '2026-08-01';
      UPDATE sales_target SET principal_type = 'T' || ascii(principal_id::text) WHERE period_start > '2026-08-01';
      INSERT INTO sales_target (tenant_id, principal_type, principal_id, period_start, period_end, target_amount)
      SELECT tenant_id, 'X' || n, principal_id, period_start, period_end, 1
      FROM sales_target, generate_series(1, 9) AS n;
      """)
    let problems = try problems(installation)
    #expect(problems.count == 1 && !problems[0].contains("example.com"), "\(problems)")
    #expect(problems[0].matches(of: /"[TX][0-9]+"/).count == 5, "\(problems)")
  }

  @Test func idsThatTheScheduleListsAndTheCRMLacks() throws {
    let ids = try Installation().database.query("SELECT md5('user 1')::uuid, md5('pipeline 1')::uuid")[0]
    let absent = "99999999-0000-4000-8000-000000000001"
    let options = """

              principals:
                - {type: USER, id: \(ids[0] ?? "")}
                - {type: GROUP, id: \(ids[0] ?? "")}
              pipelines: [\(ids[1] ?? ""), \(absent)]
      """
    let file = Installation.acme + options
    let problems = try problems(try Installation(files: ["acme.yaml": file]))
    #expect(problems.count == 2, "\(problems)")
    #expect(
      problems.contains {
        $0.contains("1 of the principals that the schedule monthly lists for pipeline_coverage own no deal")
          && $0.contains(": GROUP \(ids[0] ?? ""); correct the schedule file")
      })
    #expect(
      problems.contains {
        $0.contains("1 of the pipelines that the schedule monthly lists for pipeline_coverage have no stage")
          && $0.contains(": \(absent); ")
      })
  }

  @Test func repeatedIDsAreFound() throws {
    let installation = try Installation()
    try installation.database.load(
      "ALTER TABLE deal DROP CONSTRAINT deal_pkey; "
        + "UPDATE deal SET id = md5('deal 1')::uuid WHERE id = md5('deal 2')::uuid")
    let problems = try problems(installation)
    // What a run would not compute is not called computable.
    #expect(problems.count == 2 && problems[0].contains("CRM of acme"), "\(problems)")
    #expect(problems[1].contains("monthly of acme"), "\(problems)")
    #expect(
      problems.allSatisfy { $0.contains("1 of the tenant's ids in deal have several rows") }, "\(problems)")
  }

  @Test func ownerSeesTheRowsThatTheRoleDoesNot() throws {
    let installation = try Installation()
    let owner = installation.database.runtimeURL.replacing("user=dyno_reports", with: "user=postgres")
    #expect(try problems(installation, "--owner-url", owner).isEmpty)
    try installation.database.load(
      """
      ALTER TABLE deal ENABLE ROW LEVEL SECURITY;
      CREATE POLICY partly ON deal USING (id <> md5('deal 1')::uuid);
      """)
    let trusting = ["--trust-source", "deal", "--owner-url"]
    let problems = try problems(installation, trusting[0], trusting[1], trusting[2], owner)
    #expect(problems.count == 1 && problems[0].contains("rows of acme"))
    #expect(
      problems[0].contains("the role sees 59 of the tenant's rows of deal, and the owner sees 60"),
      "\(problems)")
    // An owner whom the policy binds would see as few.
    let bound = try self.problems(
      installation, trusting[0], trusting[1], trusting[2], installation.database.runtimeURL)
    #expect(bound.count == 1 && bound[0].contains("the owner cannot count the rows of deal: "), "\(bound)")
  }

  @Test func passwordOfTheOwnerIsNotTakenFromTheCommandLine() throws {
    let result = try Installation().run("doctor", "--owner-url", "postgresql://owner:secret@localhost/crm")
    #expect(result.status == 64 && result.output.contains("contains a password"))
    #expect(!result.output.contains("secret") && !result.errors.contains("secret"))
  }

  @Test(
    "What makes a run fail is a problem",
    arguments: [
      (
        "REVOKE EXECUTE ON FUNCTION report_run_id FROM public, dyno_reports", "roles, rights and migrations",
        "GRANT EXECUTE"
      ),
      (
        "REVOKE UPDATE (views) ON report_occurrence FROM dyno_reports", "rehearsal of a run",
        "report_occurrence"
      ),
      ("REVOKE DELETE ON report_run FROM dyno_reports", "rehearsal of a run", "skipping failed"),
      ("DROP TABLE report_change", "rehearsal of a run", "report_change"),
      (
        "DELETE FROM report_migration WHERE version = (SELECT max(version) FROM report_migration)",
        "roles, rights and migrations", "dyno-reports migrate"
      ),
      (
        """
        CREATE COLLATION changed (provider = icu, locale = 'de', version = '1');
        ALTER TABLE deal ADD COLUMN title text COLLATE changed; CREATE INDEX ON deal (title);
        """, "collations", "changed (1, now"
      ),
      ("UPDATE deal SET amount = 'NaN'", "monthly of acme", "would fail"),
      (
        """
        ALTER TABLE sales_target RENAME TO target;
        CREATE VIEW sales_target AS SELECT * FROM target WHERE 1 / (length(principal_type) - 4) < 9;
        GRANT SELECT ON sales_target TO dyno_reports;
        """, "monthly of acme", "the rows of sales_target cannot be read (SQLSTATE 22012)"
      ),
    ])
  func problem(change: String, subject: String, text: String) throws {
    let installation = try Installation()
    try installation.database.load(change)
    let result = try installation.run("doctor")
    let problems = result.output.split(separator: "\n").filter { $0.hasPrefix("PROBLEM") }
    #expect(result.status == 78, "\(result)")
    #expect(problems.contains { $0.contains(subject) && $0.contains(text) }, "\(result.output)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: installation.exports.path).isEmpty)
    #expect(
      try installation.tick().status != 0 || change.contains("COLLATION") || change.contains("DELETE ON"))
  }

  /// It computes what the run would, and a command that does not is not said to.
  @Test func aTrialCountsOpenDealsAsTheScheduleDoes() throws {
    let installation = try Installation()
    let monday = "date_trunc('week', now() AT TIME ZONE 'Europe/Berlin')"
    // Of deals that were not there yet at the end of any complete period.
    try installation.database.load(
      "UPDATE deal SET amount = 'NaN', created_at = now(), expected_close_date = \(monday) WHERE stage_id IN "
        + "(SELECT id FROM pipeline_stage WHERE stage_state = 'OPEN')")
    let coverage = Installation.acme.replacing("      - type: pipeline_overview\n", with: "")
    func problem(_ window: String) throws -> String {
      try installation.replaceSchedule(
        coverage.replacing("    period: monthly\n", with: "    period: weekly\n    window: \(window)\n"))
      return try installation.run("doctor").output.split(separator: "\n")
        .filter { $0.hasPrefix("PROBLEM") }.joined()
    }
    #expect(try !problem("{current: yearly}").contains("would fail"))
    try installation.database.load(
      "UPDATE deal SET created_at = '2020-01-01', expected_close_date = \(monday) WHERE amount = 'NaN'")
    let failed = try problem("{current: yearly}")
    #expect(
      failed.contains("would fail") && failed.contains("to try something close to it: `dyno-reports report ")
        && failed.contains("which also counts open deals that were created later"), "\(failed)")
    try installation.database.load("UPDATE deal SET expected_close_date = now() - '10 days'::interval")
    try installation.replaceSchedule(
      coverage.replacing("    period: monthly\n", with: "    period: {rolling: {days: 90}}\n"))
    let alone = try installation.run("doctor").output
    #expect(alone.contains("to try it alone: `dyno-reports report "), "\(alone)")
  }

  @Test func aTreeThatIsNoFolderIsAProblem() throws {
    let installation = try Installation()
    try Data().write(to: URL(filePath: installation.exports.path + "/tenant=acme"))
    let result = try installation.run("doctor")
    #expect(result.status == 73 && result.output.contains("PROBLEM  files of acme"), "\(result)")
  }

  @Test func aLoginThatIsReadOnlyByDefaultIsNoProblem() throws {
    let installation = try Installation()
    let result = try installation.run(
      "doctor", environment: ["PGOPTIONS": "-c default_transaction_read_only=on -c row_security=off"])
    #expect(result.status == 0, "\(result)")
  }

  @Test(arguments: [
    ".staging", ".staging/acme", "tenant=acme/csv", "tenant=acme/csv/report=pipeline_overview",
  ])
  func aLinkInTheExportsFolderIsAProblem(path: String) throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    let (folder, elsewhere) = (installation.exports.path + "/" + path, TemporaryFolder())
    if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createSymbolicLink(atPath: folder, withDestinationPath: elsewhere.path)
    let result = try installation.run("doctor")
    #expect(result.status == 73 && result.output.contains(path), "\(result)")
  }
}
