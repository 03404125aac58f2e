import Calendars
import Foundation
import PostgreSQL
import Reports
import Schedules
import Testing
import TestingDatabase

@testable import Runs

/// An occurrence that fails because of a value names its table and column, and never the value.
struct ValueFailureTests {
  private let crm: TextCRM
  private var database: TestDatabase { crm.database }
  private let plan: TenantPlan

  init() throws {
    crm = try TextCRM()
    let zone = try TimeZoneDatabase().rules(for: "UTC")
    let tenant = Tenant(id: SmallCRM.acme, slug: "acme", calendar: ReportingCalendar(zone: zone))
    let schedule = Schedule(
      name: "monthly", period: .monthly,
      reports: ReportCatalog.product.reports.map { ReportRequest(knowingStagesOf: $0) })
    let file = TenantSchedules(file: "acme.yaml", tenant: tenant, schedules: [schedule])
    let at = try #require(Instant(iso8601: "2026-11-03T00:00:00Z"))
    plan = Planner(at: at).plan(file, ledger: [])
  }

  private func record(on connection: Connection) throws {
    _ = try Ledger(database.runtime, connection).record(plan.newOccurrences, of: plan.tenant)
  }

  /// - Returns: the message; nil if nothing failed.
  private func compute(on connection: inout Connection) throws -> String? {
    let executor = Executor(
      database.runtime, worker: "test", tzdataVersion: "2026a",
      sources: CheckedSources(unprovenKeys: SourceTables.keyed))
    let outcome = try executor.compute(try #require(plan.occurrences.first), on: &connection)
    return switch outcome {
    case .failed(let message), .notPermitted(let message): message
    default: nil
    }
  }

  /// Computes the occurrence as if for the first time. What is stored must say what is returned.
  private func message() throws -> String? {
    try database.load("DELETE FROM report_run; DELETE FROM report_occurrence")
    var connection = try database.runtime.connect()
    try record(on: connection)
    let message = try compute(on: &connection)
    #expect(try database.query("SELECT error_message FROM report_occurrence") == [[message]])
    let stored = try database.query("SELECT DISTINCT error_message FROM report_run WHERE status = 'FAILED'")
    #expect(stored == (message == nil ? [] : [[message]]))
    let rows = try database.query("SELECT o::text FROM report_occurrence o").joined().compactMap(\.self)
    let headers = try database.query("SELECT r::text FROM report_run r").joined().compactMap(\.self)
    #expect((rows + headers).allSatisfy { !$0.contains(TextCRM.secret) })
    return message
  }

  @Test func everyColumnIsNamed() throws {
    #expect(try message() == nil)
    for column in SourceColumn.all {
      try crm.breaking(column) {
        let name = "\(column.table).\(column.name)"
        let state = [.date, .instant].contains(column.type) ? "22007" : "22P02"
        let place =
          column.name == "tenant_id"
          ? "the rows of \(column.table) cannot be read (SQLSTATE 22P02)"
          : "a value of \(name) could not be processed (SQLSTATE \(state))"
        let message = try message() ?? "\(name): nothing failed"
        #expect(message.hasPrefix(place), "\(name): \(message)")
        #expect(
          message.hasSuffix(" in the CRM, or the view \(database.schema).\(column.table)"), "\(message)")
      }
    }
    #expect(try message() == nil)
  }

  @Test func theReportIsNamed() throws {
    let column = try #require(
      SourceColumn.all.first { $0.table == "sales_target" && $0.name == "target_amount" })
    try crm.breaking(column) {
      let message = try message()
      #expect(
        message
          == "a value of sales_target.target_amount could not be processed (SQLSTATE 22P02) while computing "
          + "pipeline_coverage; correct the value in the CRM, or the view \(database.schema).sales_target")
    }
  }

  /// How a view can fail, with what is said of it.
  @Test(arguments: [
    (
      "amount", "1 / (CASE WHEN d.id = md5('deal 44')::uuid::text THEN 0 ELSE 1 END)", "",
      "a value of deal.amount could not be processed (SQLSTATE 22012)"
    ),
    (
      "amount",
      "(d.amount || CASE WHEN d.id = md5('deal 44')::uuid::text THEN '000000000000000' ELSE '' END)::bigint",
      "", "a value of deal.amount could not be processed (SQLSTATE 22"
    ),
    (
      "updated_at",
      "(d.updated_at::timestamptz + CASE WHEN d.status IS NOT NULL THEN interval '300000 years' END)",
      "", "a value of deal.updated_at could not be processed (SQLSTATE 22008)"
    ),
    (
      "amount", "(SELECT o.target_amount::numeric FROM sales_target_base o WHERE o.tenant_id = d.tenant_id)",
      "",
      "a value of deal.amount could not be processed (SQLSTATE 21000)"
    ),
    (
      "amount", "checked(d.amount)", "", "a value of deal.amount could not be processed (SQLSTATE P0001)"
    ),
    (
      "amount", "d.amount::numeric::small", "",
      "a value of deal.amount could not be processed (SQLSTATE 23514)"
    ),
    // It fails for each row that is read, whatever is read of it.
    (
      "amount", "d.amount::numeric",
      "JOIN sales_target_base o ON o.target_amount::numeric = (d.status || '-')::numeric",
      "the rows of deal cannot be read (SQLSTATE 22P02)"
    ),
    (
      "amount", "d.amount::numeric", "WHERE d.status::integer > 0",
      "the rows of deal cannot be read (SQLSTATE 22P02)"
    ),
    (
      "amount", "checked_each_time(d.amount)", "", "the rows of deal cannot be read (SQLSTATE P0001)"
    ),
  ])
  func failingView(column: String, expression: String, rest: String, expected: String) throws {
    let columns = SourceColumn.all.filter { $0.table == "deal" }.map {
      $0.name == column ? "\(expression) AS \(column)" : "d.\($0.name)::\($0.type.preferred) AS \($0.name)"
    }
    func function(_ name: String, _ volatility: String) -> String {
      """
      CREATE FUNCTION \(name)(amount text) RETURNS numeric LANGUAGE plpgsql \(volatility) AS $$
      BEGIN
        IF amount::numeric > 40000 THEN RAISE EXCEPTION '\(TextCRM.secret) %', amount; END IF;
        RETURN amount::numeric;
      END $$;
      """
    }
    try database.load(
      """
      CREATE DOMAIN small AS numeric CHECK (VALUE < 40000);
      \(function("checked", "IMMUTABLE")) \(function("checked_each_time", "VOLATILE"))
      GRANT SELECT ON sales_target_base TO dyno_reports;
      DROP VIEW deal;
      CREATE VIEW deal AS SELECT \(columns.joined(separator: ", ")) FROM deal_base d \(rest);
      GRANT SELECT ON deal TO dyno_reports;
      """)
    let message = try message() ?? "nothing failed"
    #expect(message.hasPrefix(expected), "\(message)")
  }

  /// A function can make a statement of a value, or look for a table of that name. The text of the error has it, whatever
  /// its class.
  @Test(arguments: [
    ("PERFORM (word || '-')::regclass;", "42P01"),
    ("EXECUTE word;", "42601"),
    ("EXECUTE 'SELECT 1 FROM ' || quote_ident(word) || '.x.y';", "0A000"),
    ("EXECUTE 'SELECT 1 FROM ' || quote_ident(word) || '.x';", "42P01"),
    ("RAISE EXCEPTION '%', word USING ERRCODE = '57014';", "57014"),
  ])
  func aValueInAStatementIsNotQuoted(body: String, sqlState: String) throws {
    try breakName(
      "CREATE FUNCTION looked_up(word text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN \(body) RETURN word; END $$;",
      "looked_up(name)")
    let message = try message() ?? ""
    #expect(
      message.hasPrefix("a value of pipeline_stage.name could not be processed (SQLSTATE \(sqlState))"),
      "\(message)")
  }

  @Test(arguments: [("name::regclass::text", "42P01"), ("name::jsonpath::text", "42601")])
  func aValueThatIsANameIsNotQuoted(expression: String, sqlState: String) throws {
    try breakName("", expression)
    let message = try message() ?? ""
    #expect(
      message.hasPrefix("a value of pipeline_stage.name could not be processed (SQLSTATE \(sqlState))"),
      "\(message)")
  }

  /// Makes every name one that must not be quoted, and a view that processes them.
  private func breakName(_ script: String, _ expression: String) throws {
    try database.load(
      """
      \(script)
      UPDATE pipeline_stage_base SET name = '\(TextCRM.secret)';
      DROP VIEW pipeline_stage;
      CREATE VIEW pipeline_stage AS
      SELECT tenant_id::uuid, id::uuid, pipeline_id::uuid, \(expression) AS name, stage_state::code
      FROM pipeline_stage_base;
      GRANT SELECT ON pipeline_stage TO dyno_reports;
      """)
  }

  /// After the run looked whether it is there.
  @Test func aRightThatIsMissingInTheCRMIsNamed() throws {
    try database.load(
      "ALTER VIEW deal OWNER TO dyno_reports; REVOKE SELECT ON deal_base FROM dyno_reports")
    let message = try message() ?? ""
    #expect(message.hasPrefix("deal: role dyno_reports may not read "), "\(message)")
    #expect(
      message.hasSuffix("GRANT SELECT ON \(database.schema).deal_base TO dyno_reports;"), "\(message)")
  }

  /// As the computation reads, so does the search: without the loops in which its time would be lost.
  @Test func theSearchReadsWithTheSettingsOfARun() throws {
    let amount = try #require(SourceColumn.all.first { $0.name == "amount" })
    try database.load(
      """
      CREATE OR REPLACE VIEW deal_pipeline_stage_state AS
      SELECT tenant_id::uuid, deal_id::uuid, pipeline_id::uuid, pipeline_stage_id::uuid, entered_at::timestamptz,
             exited_at::timestamptz, is_current::boolean
             AND (current_setting('enable_nestloop') = 'off' OR pg_sleep(2) IS NOT NULL) AS is_current
      FROM deal_pipeline_stage_state_base
      """)
    try crm.breaking(amount) {
      let failure = #expect(throws: ValueFailure.self) {
        try ValueFailure.naming(nil) { try database.runtime.connect().execute("SELECT 'x'::integer") }
      }
      let message = try failure!.located(
        tenantID: SmallCRM.acme, database.runtime, database.runtime.connect(),
        CheckedSources(lackStatistics: true), seconds: 2
      ).description
      #expect(message.hasPrefix("a value of deal.amount could not be processed"), "\(message)")
      #expect(!message.contains("not read within"), "\(message)")
    }
  }

  @Test func severalColumnsAreNamed() throws {
    let columns = SourceColumn.all.filter { ["amount", "period_start"].contains($0.name) }
    try crm.breaking(columns[0]) {
      try crm.breaking(columns[1]) {
        let message = try message() ?? ""
        #expect(
          message.hasPrefix(
            "values of deal.amount (SQLSTATE 22P02), sales_target.period_start (SQLSTATE 22007) could not be processed"
          ),
          "\(message)")
        let schema = database.schema
        #expect(
          message.hasSuffix(
            "; correct the values in the CRM, or the views \(schema).deal, \(schema).sales_target"))
      }
    }
  }

  /// A report's own arithmetic, or its table of facts.
  @Test func aFailureThatNoColumnCausesNamesTheReport() throws {
    try database.load("ALTER TABLE report_pipeline_coverage_fact ADD CHECK (open_amount IS NULL)")
    let message = try message() ?? ""
    #expect(
      message.hasPrefix(
        "a constraint was violated (SQLSTATE 23514) while computing pipeline_coverage; "
          + "each column of the CRM's tables can be read by itself"), "\(message)")
    // A value that no report reads is not the cause, and is named all the same.
    try database.load(
      "UPDATE deal_base SET close_date = '\(TextCRM.secret)' WHERE id = md5('deal 1')::uuid::text")
    let both = try self.message() ?? ""
    #expect(
      both.hasPrefix(
        "a constraint was violated (SQLSTATE 23514) while computing pipeline_coverage, and a value of "
          + "deal.close_date could not be processed (SQLSTATE 22007); correct"), "\(both)")
  }

  @Test func theSearchIsGivenUp() throws {
    try database.load(
      """
      CREATE OR REPLACE VIEW deal_pipeline_stage_state AS
      SELECT tenant_id::uuid, deal_id::uuid, pipeline_id::uuid, pipeline_stage_id::uuid, entered_at::timestamptz,
             exited_at::timestamptz, is_current::boolean AND pg_sleep(1) IS NOT NULL AS is_current
      FROM deal_pipeline_stage_state_base
      """)
    func located() throws -> String {
      let failure = #expect(throws: ValueFailure.self) {
        try ValueFailure.naming("pipeline_overview") {
          try database.runtime.connect().execute("SELECT 'x'::integer")
        }
      }
      return try failure!.located(
        tenantID: SmallCRM.acme, database.runtime, database.runtime.connect(), CheckedSources(), seconds: 1
      ).description
    }
    #expect(
      try located()
        == "a value could not be processed (SQLSTATE 22P02) while computing pipeline_overview; its column "
        + "was not found within 1 seconds: count the tenant's values of each column in psql")
    // What was found before that is named.
    let amount = try #require(SourceColumn.all.first { $0.name == "amount" })
    try crm.breaking(amount) {
      let message = try located()
      #expect(message.hasPrefix("a value of deal.amount could not"), "\(message)")
      #expect(message.hasSuffix("; other columns were not read within 1 seconds"), "\(message)")
    }
  }

  /// The failure is recorded all the same.
  @Test func theSearchLosesItsConnection() throws {
    try database.load(
      """
      DROP VIEW sales_target;
      CREATE VIEW sales_target AS
      SELECT tenant_id::uuid, principal_type::code, principal_id::uuid, pipeline_id::uuid, period_start::date,
             period_end::date, CASE current_setting('transaction_read_only')
               WHEN 'on' THEN pg_terminate_backend(pg_backend_pid())::integer ELSE (target_amount || 'x')::numeric
             END AS target_amount
      FROM sales_target_base;
      GRANT SELECT ON sales_target TO dyno_reports;
      """)
    let message = try message()
    #expect(
      message == "a value could not be processed (SQLSTATE 22P02) while computing pipeline_coverage",
      "\(message!)")
    #expect(try database.query("SELECT state FROM report_occurrence") == [["FAILED"]])
  }

  @Test func aRehearsalNamesTheColumnToo() throws {
    let amount = try #require(SourceColumn.all.first { $0.name == "amount" })
    try crm.breaking(amount) {
      let connection = try database.runtime.connect()
      let settings = database.runtime.transaction(.repeatableRead, tenant: SmallCRM.acme)
      try connection.rehearsal(settings) { connection in
        var connection = connection
        try record(on: connection)
        let message = try compute(on: &connection) ?? ""
        #expect(message.hasPrefix("a value of deal.amount could not be processed"), "\(message)")
        // The ledger goes on in the same transaction.
        let states = try Ledger(database.runtime, connection).occurrences(of: SmallCRM.acme, .all).map(
          \.state)
        #expect(states == [.failed])
      }
    }
  }
}
