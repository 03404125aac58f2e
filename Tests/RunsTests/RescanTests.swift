import Testing
import TestingDatabase

@testable import Runs

/// Plans that read a table again for each row of another are found, and only they.
struct RescanTests {
  /// Some thousand rows below views, with statistics, so that the plans are the planner's choice.
  private static let crm =
    SmallCRM.script + """
      INSERT INTO deal (tenant_id, id, pipeline_id, stage_id, amount, created_at, updated_at, expected_close_date,
        owned_by_user_id)
      SELECT tenant_id, md5('more ' || n || id)::uuid, pipeline_id, stage_id, amount, created_at, updated_at,
        expected_close_date, owned_by_user_id
      FROM deal, generate_series(1, 25) AS n;
      INSERT INTO deal_pipeline_stage_state (
        tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at, exited_at, is_current)
      SELECT tenant_id, id, pipeline_id, stage_id, created_at - n * interval '1 day', created_at, n = 0
      FROM deal, generate_series(0, 2) AS n;
      CREATE TABLE band (low numeric, high numeric, stage_id uuid);
      INSERT INTO band (low, high, stage_id) SELECT n * 50, n * 50 + 50, md5('stage ' || n % 8)::uuid
      FROM generate_series(0, 1999) AS n;
      """

  private static let deals = """
    tenant_id, id, pipeline_id, stage_id, amount, created_at, updated_at, expected_close_date, close_date,
    owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id
    """

  private static func view(_ table: String, _ select: String, _ more: String = "") -> String {
    """
    ALTER TABLE \(table) RENAME TO \(table)_base;
    \(more);
    ANALYZE \(table)_base, band;
    CREATE VIEW \(table) AS \(select);
    GRANT SELECT ON \(table) TO dyno_reports;
    """
  }

  private static let states =
    "h.tenant_id, h.deal_id, h.pipeline_id, h.pipeline_stage_id, h.entered_at, h.exited_at"
  private static let correlated = """
    SELECT \(states), h.entered_at = (
      SELECT max(l.entered_at) FROM deal_pipeline_stage_state_base l
      WHERE l.tenant_id = h.tenant_id AND l.deal_id = h.deal_id) AS is_current
    FROM deal_pipeline_stage_state_base h
    """
  private static let setting =
    "CREATE TABLE setting (least numeric, greatest numeric); INSERT INTO setting (least, greatest) VALUES (-1, 1000000)"
  private static let history = "deal_pipeline_stage_state"

  private static let traps: [(script: String, relations: Set<String>, source: String)] = [
    (view(history, correlated), ["deal_pipeline_stage_state_base"], history),
    // An index without the column that is compared.
    (
      view(history, correlated, "CREATE INDEX ON deal_pipeline_stage_state_base (tenant_id)"),
      ["deal_pipeline_stage_state_base"], history
    ),
    (
      view(
        history,
        """
        SELECT \(states), h.entered_at = last.entered_at AS is_current
        FROM deal_pipeline_stage_state_base h
        CROSS JOIN LATERAL (
          SELECT l.entered_at FROM deal_pipeline_stage_state_base l
          WHERE l.tenant_id = h.tenant_id AND l.deal_id = h.deal_id ORDER BY l.entered_at DESC LIMIT 1) AS last
        """), ["deal_pipeline_stage_state_base"], history
    ),
    // No equality to join by.
    (
      view(
        "deal",
        """
        SELECT d.tenant_id, d.id, d.pipeline_id, b.stage_id, d.amount, d.created_at, d.updated_at, d.expected_close_date,
          d.close_date, d.owned_by_user_id, d.assigned_user_id, d.owned_by_group_id, d.assigned_group_id
        FROM deal_base d JOIN band b ON d.amount >= b.low AND d.amount < b.high
        """), ["band", "deal_base"], "deal"
    ),
    // A view of a view, and a table that was never analyzed.
    (
      """
      ALTER TABLE deal_pipeline_stage_state RENAME TO deal_pipeline_stage_state_base;
      CREATE VIEW inner_view AS \(correlated);
      CREATE VIEW deal_pipeline_stage_state AS SELECT * FROM inner_view;
      GRANT SELECT ON deal_pipeline_stage_state TO dyno_reports;
      """, ["deal_pipeline_stage_state_base"], history
    ),
  ]

  private func rescans(_ script: String) throws -> [String: [Rescan]] {
    let planned = try PlannedReports(Self.crm, script)
    return planned.findings.mapValues { found in
      found.rescans.map {
        Rescan(relation: planned.name($0.relation), sources: $0.sources, loopsOver: $0.loopsOver)
      }
    }
  }

  @Test("A table is read again for each row", arguments: traps)
  func trap(script: String, relations: Set<String>, source: String) throws {
    let rescans = try rescans(script)
    let found = rescans.values.flatMap(\.self)
    #expect(
      !found.isEmpty && found.allSatisfy { relations.contains($0.relation) && $0.sources == [source] },
      "\(rescans)")
  }

  @Test(
    "No table is read again",
    arguments: [
      "SELECT 1", "ANALYZE deal, deal_pipeline_stage_state, pipeline_stage, sales_target",
      view(
        history, correlated, "CREATE INDEX ON deal_pipeline_stage_state_base (tenant_id, deal_id, entered_at)"
      ),
      view(history, correlated, "CREATE INDEX ON deal_pipeline_stage_state_base (deal_id)"),
      // Hashed, and computed once.
      view(
        "deal",
        "SELECT \(deals) FROM deal_base WHERE stage_id NOT IN (SELECT stage_id FROM band WHERE low < 0)"),
      view("deal", "SELECT \(deals) FROM deal_base WHERE amount < (SELECT max(high) FROM band)"),
      view(
        "deal",
        "SELECT \(deals) FROM deal_base d WHERE EXISTS (SELECT FROM band b WHERE b.stage_id = d.stage_id)"),
      view(
        history,
        """
        SELECT \(states), row_number() OVER (PARTITION BY tenant_id, deal_id ORDER BY entered_at DESC) = 1 AS is_current
        FROM deal_pipeline_stage_state_base h
        """),
      // For each row of a table that has few.
      view("deal", "SELECT \(deals) FROM deal_base CROSS JOIN setting", setting),
      view("deal", "SELECT \(deals) FROM deal_base CROSS JOIN setting", setting + "; ANALYZE setting"),
      view(
        "deal", "SELECT \(deals) FROM deal_base CROSS JOIN setting",
        setting + "; ALTER TABLE setting ADD PRIMARY KEY (least); ANALYZE setting"),
      view(
        "deal", "SELECT \(deals) FROM deal_base CROSS JOIN (SELECT least FROM setting LIMIT 1) AS s", setting),
      view(
        "deal", "SELECT \(deals) FROM deal_base JOIN setting ON amount >= least AND amount < greatest",
        setting + "; INSERT INTO setting (least, greatest) VALUES (1000000, 2000000)"),
      view(
        "deal",
        """
        WITH x AS MATERIALIZED (
          SELECT (SELECT max(high) FROM band WHERE low < s.greatest) AS top FROM setting s)
        SELECT \(deals) FROM deal_base CROSS JOIN x WHERE amount < top
        """, setting),
    ])
  func noTrap(script: String) throws {
    let rescans = try rescans(script)
    #expect(rescans.values.joined().isEmpty, "\(rescans)")
  }

  /// A table of the same size is none.
  @Test func aForeignTableOfThreeRowsIsAskedForEachRow() throws {
    let rescans = try rescans(
      """
      SELECT pg_advisory_xact_lock(hashtext('file_fdw'));
      CREATE EXTENSION IF NOT EXISTS file_fdw;
      CREATE SERVER IF NOT EXISTS rescans FOREIGN DATA WRAPPER file_fdw;
      CREATE FOREIGN TABLE remote (deal_id uuid, entered_at timestamptz) SERVER rescans
        OPTIONS (filename '/dev/null');
      ALTER TABLE deal_pipeline_stage_state RENAME TO deal_pipeline_stage_state_base;
      CREATE VIEW deal_pipeline_stage_state AS
        SELECT \(Self.states), h.entered_at >= (SELECT max(r.entered_at) FROM remote r WHERE r.deal_id = h.deal_id)
          AS is_current
        FROM deal_pipeline_stage_state_base h;
      GRANT SELECT ON deal_pipeline_stage_state TO dyno_reports;
      """)
    #expect(rescans.values.joined().contains { $0.relation == "remote" }, "\(rescans)")
  }
}
