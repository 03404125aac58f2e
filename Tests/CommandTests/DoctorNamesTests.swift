import Testing
import TestingDatabase

/// What `doctor` says about the view of names.
struct DoctorNamesTests {
  /// Names for all of acme's users, groups and pipelines.
  static let names = """
    CREATE OR REPLACE VIEW report_label AS
    SELECT '\(SmallCRM.acme)'::uuid AS tenant_id, kind, md5(lower(kind) || ' ' || n)::uuid AS id, kind || n AS name
    FROM unnest(ARRAY['USER', 'GROUP', 'PIPELINE']) AS kind, generate_series(0, 5) AS n;
    """

  private func lines(_ script: String, _ arguments: String...) throws -> (status: Int32, lines: [String]) {
    let installation = try Installation()
    try installation.database.load(script)
    let result = try installation.run(["doctor"] + arguments)
    let lines = result.output.split(separator: "\n").map(String.init)
    return (result.status, lines.filter { $0.contains(" view of names ") || $0.contains(" names of acme ") })
  }

  @Test func sharesAndTimeAreSaid() throws {
    let none = try lines("")
    #expect(none.status == 0 && none.lines.count == 2, "\(none)")
    #expect(none.lines.last?.contains("none; docs/your_crm.md shows how") == true, "\(none)")
    let all = try lines(Self.names)
    #expect(all.status == 0 && all.lines.count == 2, "\(all)")
    #expect(
      all.lines.last?.contains(/known of 6 of 6 users, 2 of 2 pipelines, 2 of 2 groups; read in \d+\.\d s/)
        == true,
      "\(all)")
  }

  @Test(arguments: [
    (
      names.replacing("generate_series(0, 5)", with: "generate_series(0, 1)"),
      "4 of 6 users have no name and are shown by their ids; "
    ),
    (
      names.replacing(
        "kind || n AS name", with: "CASE WHEN kind = 'USER' THEN kind || n ELSE '' END AS name"),
      "2 of 2 pipelines, 2 of 2 groups have no name"
    ),
    (
      names.replacing(
        "AS n;", with: "AS n UNION ALL SELECT '\(SmallCRM.acme)', 'USER', md5('user 1')::uuid, 'A';"),
      "1 id has several names, and the first by its bytes is taken; "
    ),
    (
      names.replacing(
        "AS n;", with: "AS n UNION ALL SELECT '\(SmallCRM.acme)', 'user', md5('user 1')::uuid, 'A';"),
      "rows of a kind other than USER, GROUP and PIPELINE name nothing: 1; "
    ),
  ])
  func note(script: String, text: String) throws {
    let found = try lines(script)
    #expect(found.status == 0 && found.lines.count == 3, "\(found)")
    #expect(
      found.lines.contains { $0.hasPrefix("note     names of acme") && $0.contains(text) }, "\(found)")
  }

  @Test(arguments: [
    ("DROP VIEW report_label", "view of names", "dyno-reports migrate"),
    ("REVOKE SELECT ON report_label FROM dyno_reports", "view of names", "GRANT SELECT ON "),
    (
      "DROP VIEW report_label; CREATE TABLE report_label (tenant_id uuid, kind text, id bigint, name text); "
        + "GRANT SELECT ON report_label TO dyno_reports", "view of names",
      "report_label.id is bigint, and must be uuid"
    ),
    (
      "DROP VIEW report_label; CREATE TABLE report_label (tenant_id uuid, kind text, id uuid); "
        + "GRANT SELECT ON report_label TO dyno_reports", "view of names", "report_label has no column name"
    ),
    (
      "CREATE OR REPLACE VIEW report_label AS SELECT tenant_id, 'USER'::text AS kind, assigned_user_id AS id, (1 / (amount - amount))::text "
        + "AS name FROM deal WHERE amount > 0", "names of acme", "while the view report_label was read"
    ),
  ])
  func problem(script: String, subject: String, text: String) throws {
    let found = try lines(script)
    #expect(found.status == 78, "\(found)")
    #expect(
      found.lines.contains { $0.hasPrefix("PROBLEM  \(subject)") && $0.contains(text) }, "\(found)")
  }

  @Test func aTrapBelowTheViewIsNamed() throws {
    let installation = try Installation()
    try installation.database.load(
      """
      CREATE TABLE person (tenant_id uuid, id uuid, version integer, name text);
      INSERT INTO person (tenant_id, id, version, name)
      SELECT '\(SmallCRM.acme)', md5('user ' || n % 50)::uuid, n, 'Ada' FROM generate_series(1, 2000) AS n;
      ANALYZE person;
      CREATE OR REPLACE VIEW report_label AS
      SELECT p.tenant_id, 'USER'::text AS kind, p.id, p.name FROM person p
      WHERE p.version = (SELECT max(l.version) FROM person l WHERE l.tenant_id = p.tenant_id AND l.id = p.id);
      """)
    let result = try installation.run("doctor")
    let notes = result.output.split(separator: "\n").filter { $0.contains(" again ") }
    #expect(result.status == 0 && notes.count == 1, "\(result)")
    #expect(
      notes.allSatisfy {
        $0.contains("\(installation.database.schema).person, below report_label, is read again")
      },
      "\(notes)")
  }

  @Test func aSlowViewIsStopped() throws {
    let found = try lines(
      Self.names.replacing("AS n;", with: "AS n WHERE pg_sleep(0.5)::text IS NOT NULL;"), "--report-timeout",
      "1")
    #expect(found.status == 78, "\(found)")
    #expect(
      found.lines.contains { $0.contains("reading the tenant's names took longer than 1 second") }, "\(found)"
    )
  }
}
