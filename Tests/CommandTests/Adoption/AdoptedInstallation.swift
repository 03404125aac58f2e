import Foundation
import Runs
import Testing
import TestingDatabase

/// An installation that has published much, and whose database is lost.
struct AdoptedInstallation {
  let installation: Installation

  static let reports = """
          - type: pipeline_overview
          - type: pipeline_stage_funnel
            include_closed: true
          - type: pipeline_coverage
          - type: rep_performance
          - type: stage_conversion
          - type: weighted_pipeline
    """

  static let schedules = """
    tenant:
      id: 6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11
      slug: acme
      timezone: Europe/Berlin
    schedules:
      - name: monthly
        period: monthly
        since: 2022-09-01
        exports: [csv, xml, html, xlsx]
        reports:
    \(reports)
    """

  /// Names that CSV or XML change.
  private static let names = """
    CREATE OR REPLACE VIEW report_label (tenant_id, kind, id, name) AS
    SELECT tenant_id, 'USER'::text, md5('user ' || u)::uuid, (ARRAY['=1+1', E'a\\tb', '', '"x", y', ' z ', NULL])[u + 1]
    FROM (SELECT DISTINCT tenant_id FROM deal) AS t, generate_series(0, 5) AS u
    """

  /// Fifty months of all six reports; eight are restated, and two have runs that could not be reported.
  static let crm =
    SmallCRM.ordered + SmallCRM.probabilities + """
      UPDATE sales_target SET target_amount = 'NaN'
      WHERE principal_id = md5('user 1')::uuid AND period_start IN ('2026-08-01', '2026-09-01');
      """

  init(_ schedules: String = Self.schedules, _ crm: String = Self.crm) throws {
    installation = try Installation(crm, files: ["acme.yaml": schedules])
    try installation.database.load(Self.names)
  }

  func publish() throws {
    try succeed("run", "--at", Installation.at)
    try succeed("restate", "--reason", "corrected, \"twice\"", "--from", "2022-09-01", "--to", "2023-05-01")
  }

  func succeed(_ arguments: String...) throws {
    let result = try installation.run(arguments)
    guard result.status == 0 || result.status == 3 && arguments[0] == "run" else {
      throw Failed(result: result)
    }
  }

  struct Failed: Error { let result: Shell.Result }

  /// Drops the report tables, and makes them anew, empty.
  func loseDatabase() throws {
    try installation.database.load(
      """
      DO $$
      DECLARE name text;
      BEGIN
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema AND tablename LIKE 'report\\_%' LOOP
          EXECUTE format('DROP TABLE %I CASCADE', name);
        END LOOP;
      END $$;
      DROP ROUTINE IF EXISTS report_run_id, report_open_work;
      """)
    _ = try Migrator(installation.database.owner).migrate()
  }

  /// All that the report tables have, apart from when and by whom a period was computed, what views show of earlier ones, and
  /// which views superseded revisions once had.
  func ledger() throws -> [String: [[String?]]] {
    let tables = try installation.database.query(
      """
      SELECT tablename FROM pg_tables
      WHERE schemaname = '\(installation.database.schema)' AND tablename LIKE 'report\\_%' AND tablename <> 'report_migration'
      """)
    return Dictionary(
      uniqueKeysWithValues: try tables.compactMap(\.[0]).map { table in
        let left = "'{recorded_at,claimed_at,worker,attempt,view_history,failures,failed_at}'::text[]"
        return (
          table,
          try installation.database.query(
            "SELECT (to_jsonb(t) - \(left) #- '{request,formats}')::text FROM \(table) AS t ORDER BY 1")
        )
      })
  }

  /// Expects the tables to be as they were.
  func expectLedger(_ before: [String: [[String?]]]) throws {
    let after = try ledger()
    for (table, rows) in before {
      #expect(after[table]?.count == rows.count, "\(table)")
      let changed = zip(rows, after[table] ?? []).first { $0 != $1 }
      #expect(changed == nil, "\(table): \(Self.difference(changed?.0[0], changed?.1[0]))")
    }
  }

  private static func text(_ value: Any?) -> String {
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .fragmentsAllowed]
    let data = value.flatMap { try? JSONSerialization.data(withJSONObject: $0, options: options) }
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "-"
  }

  /// What differs between two rows.
  static func difference(_ left: String?, _ right: String?) -> [String] {
    func object(_ text: String?) -> [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data((text ?? "{}").utf8))) as? [String: Any] ?? [:]
    }
    let (left, right) = (object(left), object(right))
    return Set(left.keys).union(right.keys).sorted().flatMap { key -> [String] in
      let (old, new) = (Self.text(left[key]), Self.text(right[key]))
      if old == new { return [] }
      return ["\(key): \(old.prefix(1_000)) | \(new.prefix(1_000))"]
    }
  }
}
