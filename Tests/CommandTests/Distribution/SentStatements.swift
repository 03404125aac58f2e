import Foundation
import PostgreSQL
import Reports
import Runs
import TestingDatabase
import TestingRepository

/// What the program says to the server when it does all that it can do for a tenant. Read from the server's log, so that it
/// is there however the program puts a statement together.
struct SentStatements {
  /// Each with every set of values that it was sent with.
  let all: Set<SentStatement>
  /// Those that use a table with tenants' rows, as the server has parsed them.
  let parsed: [(sql: String, tree: ParseTree)]
  let database: TestDatabase

  /// No other test's.
  private static let tenant = UUID()

  init() throws {
    // The server can log the sessions of a role in one database: this one is no other test's.
    database = try TestDatabase(encoding: "UTF8")
    try Migrator(database.owner).migrate()
    let installation = try Installation(
      in: database, SmallCRM.script(for: [Self.tenant]), files: ["acme.yaml": Self.schedule()])
    try database.owner.connect().executeScript(
      """
      DO $$ BEGIN
        EXECUTE format('ALTER ROLE dyno_reports IN DATABASE %I SET log_statement = ''all''', current_database());
      END $$
      """)
    let start = try database.query("SELECT size FROM pg_stat_file('\(Self.log)')")[0][0] ?? ""
    try Self.useEverything(installation)
    let text = try database.query(
      "SELECT convert_from(pg_read_binary_file('\(Self.log)', $1::bigint, 1000000000), 'UTF8')", [start])
    let all = Set(Self.statements(in: text[0][0] ?? "")).union(try Self.unusual())
    let connection = try database.owner.connect()
    try connection.executeScript("SET search_path = pg_catalog, \(database.schema), pg_temp")
    let tables = try connection.execute(
      """
      SELECT oid::text FROM pg_class
      WHERE relnamespace = $1::text::regnamespace AND relkind IN ('r', 'v') AND relname <> 'report_migration'
      """, [database.schema]
    ).map { try $0.value("oid", as: String.self) }
    let isOfTenants = Set(tables).contains
    parsed = try Set(all.map(\.sql)).sorted().map { ($0, try SentStatement(sql: $0).parsed(connection)) }
      .filter { $0.1.everything.contains { $0.values["relid"].map(isOfTenants) ?? false } }
    self.all = all
  }

  /// From the server's data folder.
  private static let log = "../postgresql.log"

  private static func useEverything(_ installation: Installation) throws {
    func run(_ arguments: [String], more: [String] = []) throws {
      let result = try installation.run(arguments + more)
      // A fault of the sample is no fault here, but a command that does not exist sends nothing.
      guard result.status != 64 else { throw Refused(command: arguments, reason: result.errors) }
    }
    let october = ["--from", "2026-10-01", "--to", "2026-11-01"]
    let monthly = ["--schedule", "monthly"]
    // Once without the columns that a CRM may lack, once with them.
    try run(["run", "--at", "2026-11-03T00:00:00Z"])
    try installation.database.load(
      """
      ALTER TABLE pipeline_stage ADD position integer;
      UPDATE pipeline_stage SET position = 1;
      ALTER TABLE deal ADD currency text;
      \(SmallCRM.probabilities)
      """)
    try installation.replaceSchedule(schedule(currency: "currency: EUR"))
    try run(["run", "--at", "2026-12-03T00:00:00Z"])
    try run(["backfill", "--from", "2026-08-01", "--to", "2026-09-01", "--as-it-was"])
    try run(["restate", "--reason", "tried"] + october)
    try installation.breakCoverage()
    try run(["run", "--at", "2027-01-03T00:00:00Z"])
    try installation.mendCoverage()
    try run(["skip", "--from", "2026-12-01", "--to", "2027-01-01"])
    for command in ["status", "doctor", "verify", "export", "runs"] { try run([command]) }
    for type in ReportCatalog.product.reports.map(\.type) {
      try run(["diff", "--report", type, "2026-10", "--now"], more: monthly)
    }
    try run(["trend", "--report", "pipeline_coverage"], more: monthly)
    try run(["report", "pipeline_overview"], more: october)
    // One run of each report, as the CRM is and as it was.
    let runs = try installation.database.query(
      """
      SELECT DISTINCT ON (report_type, reconstructed, status) run_id FROM report_run
      ORDER BY report_type, reconstructed, status, generated_at DESC
      """)
    for id in runs.compactMap({ $0[0] }) { try run(["explain", id]) }
    try installation.database.load("DELETE FROM report_run; UPDATE report_tenant SET tree_files = NULL")
    try run(["adopt"])
  }

  /// Statements for what does not happen here: a COMMIT without an answer, a tree from elsewhere, an index of many periods, and
  /// one of none with a page.
  private static func unusual() throws -> [SentStatement] {
    let sample = [
      "tenant_id": tenant.uuidString, "schedule": "monthly", "period_start": "2026-10-01",
      "period_end": "2026-11-01", "revision": "1", "fence": "1", "published": "PUBLISHED",
      "skipped": "SKIPPED",
      "after": "2026-01-01", "until": "2027-01-01", "count": "60",
    ]
    return try [
      "Runs/Ledger/Statements/outcome_of_commit", "Runs/Ledger/Statements/snapshots",
      "Exports/Views/index_years", "Exports/Views/index_has_pages",
    ].map { path in
      let statement = NamedStatement(try Repository.contents("Sources/\(path).sql"))
      return SentStatement(sql: statement.sql, values: statement.parameters.map { sample[$0] })
    }
  }

  private struct Refused: Error {
    let command: [String]
    let reason: String
  }

  /// - Parameter currency: a line for the tenant's currency.
  private static func schedule(currency: String = "") -> String {
    """
    tenant:
      id: \(tenant.uuidString.lowercased())
      slug: acme
      timezone: Europe/Berlin
      \(currency)
    schedules:
      - name: monthly
        period: monthly
        reports:
          - type: pipeline_overview
          - type: pipeline_stage_funnel
          - type: pipeline_coverage
          - type: rep_performance
            principals: [{type: user, id: 00000000-0000-0000-0000-000000000001}]
          - type: stage_conversion
          - type: weighted_pipeline
            probabilities: calibrated
        exports: [csv, xml, html, xlsx]
      - name: listed
        period: monthly
        reports:
          - type: stage_conversion
            stages: [\(SmallCRM.openStages.map(\.uuidString).joined(separator: ", "))]
    """
  }

  /// The log has a line for each statement, a line for its values, and further lines of both after a tab. Other tests'
  /// sessions can be in it; those of the tenant say so.
  private static func statements(in log: String) -> [SentStatement] {
    let entry =
      /(?m)^\d{4}-[^\[\n]*\[(\d+)\] (LOG:  execute <unnamed>: |DETAIL:  parameters: )(.*(?:\n\t.*)*)/
    var sessions: [Substring: [SentStatement]] = [:]
    for match in log.matches(of: entry) {
      let text = String(match.3).replacing("\n\t", with: "\n")
      var statements = sessions[match.1] ?? []
      if match.2.hasPrefix("LOG") {
        statements.append(SentStatement(sql: text.replacing(/^DECLARE \w+ .*?CURSOR.*? FOR\s/, with: "")))
      } else if !statements.isEmpty {
        statements[statements.count - 1].values = values(in: text)
      }
      sessions[match.1] = statements
    }
    let setting = "SET LOCAL dyno_reports.tenant_id = '\(Self.tenant.uuidString.lowercased())'"
    return sessions.values.filter { $0.contains { $0.sql == setting } }.joined()
      .filter { $0.sql.contains(/^(?:--.*\n|\s)*(?:SELECT|WITH|INSERT|UPDATE|DELETE)\b/) }
  }

  private static func values(in text: String) -> [String?] {
    text.matches(of: /\$\d+ = (?:'((?:[^']|'')*)'|NULL)/).map { match in
      match.1.map { String($0).replacing("''", with: "'") }
    }
  }
}
