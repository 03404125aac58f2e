import Foundation
import Testing
import TestingDatabase
import TestingRepository

/// Every statement of docs/your_crm.md runs as it stands, as the role that it says, and leads to the numbers that the CRM's
/// own tables give.
struct YourCRMRunTests {
  private let cluster: EmptyCluster
  private let schedules = TemporaryFolder()
  private let exports = TemporaryFolder()
  /// All four reports.
  private static let schedule =
    Installation.acme + """

            - type: pipeline_stage_funnel
              include_closed: true
            - type: rep_performance
      """

  /// Three hundred opportunities of each organisation, from August to November 2026, many near the ends of months.
  private static let rows = """
    INSERT INTO crm.process (id, org_id, title)
    SELECT o * 10 + p, o, 'Process' FROM generate_series(1, 3) o, generate_series(1, 2) p;
    INSERT INTO crm.phase (id, process_id, title, sort, outcome)
    SELECT p.id * 10 + n, p.id, 'Phase ' || n, n, (ARRAY[NULL, NULL, 'W', 'L'])[n]
    FROM crm.process p, generate_series(1, 4) n;
    INSERT INTO crm.team (id, org_id, title)
    SELECT o * 1000 + n, o, 'Team' FROM generate_series(1, 3) o, generate_series(1, 4) n;
    INSERT INTO crm.rep (id, org_id, full_name)
    SELECT o * 100 + n, o, 'Rep' FROM generate_series(1, 3) o, generate_series(1, 5) n;
    INSERT INTO crm.team_member (rep_id, team_id, is_main)
    SELECT id, org_id * 1000 + 1 + (id + n) % 4, n = 0 FROM crm.rep, generate_series(0, 1) n WHERE id % 5 <> 3;
    INSERT INTO crm.opportunity (
      id, org_id, process_id, phase_id, rep_id, value_cents, currency, created,
      modified, phase_since, expected, closed, deleted_at)
    SELECT o * 1000 + n, o, o * 10 + 1 + n % 2, (o * 10 + 1 + n % 2) * 10 + 1 + n % 4,
           CASE WHEN n % 13 > 0 THEN o * 100 + 1 + n % 5 END, CASE WHEN n % 11 > 0 THEN n * 12345 END, 'EUR',
           timestamp '2026-07-31 23:30' + n * interval '8 hours', timestamp '2026-08-31 23:30' + n * interval '5 hours',
           timestamp '2026-08-01 00:30' + n * interval '8 hours', date '2026-09-15' + n % 60,
           CASE WHEN n % 4 > 1 THEN timestamp '2026-08-31 23:30' + n * interval '5 hours' END,
           CASE WHEN n % 17 = 0 THEN timestamp '2026-11-01 12:00' END
    FROM generate_series(1, 3) o, generate_series(1, 300) n;
    INSERT INTO crm.phase_change (id, org_id, opportunity_id, phase_id, changed)
    SELECT row_number() OVER (), org_id, id, phase_id, phase_since FROM crm.opportunity;
    INSERT INTO crm.quota (
      id, org_id, rep_id, team_id, process_id, first_day, last_day, amount_cents)
    SELECT row_number() OVER (), org_id, id, NULL, NULL, '2026-10-01', '2026-10-31', 10000000 + id FROM crm.rep;
    """

  init() throws {
    cluster = try EmptyCluster()
    let document = try DocumentedSQL("docs/your_crm.md")
    try cluster.run("CREATE DATABASE sales", in: "postgres")
    for block in ["crm", "roles"] { try cluster.run(document.block(block), in: "sales") }
    try cluster.run(Self.rows, in: "sales")
    let views = try ["ids", "views", "labels"].map(document.block).joined()
    try cluster.run(views, in: "sales", as: "dyno_owner")
    try Data(Self.schedule.utf8).write(to: URL(filePath: schedules.path + "/acme.yaml"))
  }

  private func run(_ arguments: String..., as user: String) throws -> Shell.Result {
    try Shell.run(
      [Installation.program] + arguments,
      environment: [
        "DYNO_REPORTS_DATABASE_URL": cluster.url("sales", user), "DYNO_REPORTS_SCHEDULES": schedules.path,
        "DYNO_REPORTS_EXPORTS": exports.path,
      ])
  }

  @Test func theFirstNumbersAreTrue() throws {
    let migrated = try run("migrate", as: "dyno_owner")
    #expect(migrated.status == 0 && migrated.errors.isEmpty, "\(migrated)")
    let ran = try run("run", "--at", Installation.at, as: "nightly")
    #expect(ran.status == 0 && ran.errors.isEmpty, "\(ran)")
    let doctor = try run("doctor", as: "nightly")
    #expect(doctor.status == 0, "\(doctor)")
    #expect(try run("verify", as: "nightly").status == 0)

    try compare(
      "SELECT \(number("pipeline_id")), status, deal_count, total_amount FROM report_pipeline_overview_fact",
      """
      SELECT o.process_id, CASE f.outcome WHEN 'W' THEN 'WON' WHEN 'L' THEN 'LOST' ELSE 'OPEN' END, count(*),
             sum(coalesce(o.value_cents, 0)) / 100
      FROM crm.opportunity o JOIN crm.phase f ON f.id = o.phase_id
      WHERE o.org_id = 1 AND o.deleted_at IS NULL AND \(october("o.modified"))
      GROUP BY 1, 2
      """)
    try compare(
      "SELECT \(number("stage_id")), deal_count, total_amount FROM report_pipeline_stage_funnel_fact",
      """
      SELECT phase_id, count(*), sum(coalesce(value_cents, 0)) / 100
      FROM crm.opportunity WHERE org_id = 1 AND deleted_at IS NULL AND phase_since < '2026-11-01'
      GROUP BY 1
      """)
    try compare(
      """
      SELECT \(number("principal_id")), target_amount, open_amount FROM report_pipeline_coverage_fact
      WHERE principal_type = 'USER'
      """,
      """
      SELECT r.id, max(q.amount_cents) / 100.0, coalesce(sum(o.value_cents) / 100, 0)
      FROM crm.rep r
      JOIN crm.quota q ON q.rep_id = r.id
      LEFT JOIN (crm.opportunity o JOIN crm.phase f ON f.id = o.phase_id AND f.outcome IS NULL)
        ON o.rep_id = r.id AND o.deleted_at IS NULL AND \(october("o.expected"))
      WHERE r.org_id = 1
      GROUP BY r.id
      """)
    try compare(
      """
      SELECT \(number("principal_id")), deals_created_count, deals_closed_won_count, total_amount_won
      FROM report_rep_performance_fact WHERE principal_type = 'GROUP'
      """,
      """
      SELECT m.team_id, count(*), count(*) FILTER (WHERE is_won),
             coalesce(sum(value_cents) FILTER (WHERE is_won) / 100, 0)
      FROM (SELECT o.*, f.outcome = 'W' AND \(october("o.phase_since")) AS is_won
            FROM crm.opportunity o JOIN crm.phase f ON f.id = o.phase_id) o
      JOIN crm.team_member m ON m.rep_id = o.rep_id
      WHERE o.org_id = 1 AND o.deleted_at IS NULL AND \(october("o.created"))
      GROUP BY 1
      """)
  }

  /// The number that an id was made from.
  private func number(_ id: String) -> String {
    "('x' || right(replace(\(id)::text, '-', ''), 16))::bit(64)::bigint"
  }

  /// In the CRM, local times need no zone.
  private func october(_ column: String) -> String {
    "\(column) >= '2026-10-01' AND \(column) < '2026-11-01'"
  }

  private func compare(_ facts: String, _ own: String) throws {
    let path = "SET search_path = dyno_crm;"
    let found = try cluster.run("\(path) SELECT count(*) FROM (\(facts)) AS f", in: "sales")
    #expect(found != [["0"]])
    let differences = try cluster.run(
      "\(path) ((\(facts)) EXCEPT ALL (\(own))) UNION ALL ((\(own)) EXCEPT ALL (\(facts)))", in: "sales")
    #expect(differences.isEmpty, "\(own)")
  }
}
