import Testing
import TestingDatabase

@testable import Runs

/// Where the planner has no statistics for the CRM's tables.
struct SourceStatisticsTests {
  private static let rows = """
    ALTER TABLE deal SET (autovacuum_enabled = off);
    INSERT INTO deal (tenant_id, id, created_at, updated_at)
    SELECT gen_random_uuid(), gen_random_uuid(), now(), now() FROM generate_series(1, 2000);
    """
  private static let materialized = """
    ALTER TABLE deal RENAME TO deal_base;
    CREATE MATERIALIZED VIEW deal AS SELECT * FROM deal_base;
    GRANT SELECT ON deal TO dyno_reports;
    """

  @Test(
    "None",
    arguments: [
      ChangedCRM.view(of: "sales_target"), rows, rows + materialized,
      """
      SELECT pg_advisory_xact_lock(hashtext('file_fdw'));
      CREATE EXTENSION IF NOT EXISTS file_fdw;
      CREATE SERVER @_files FOREIGN DATA WRAPPER file_fdw;
      ALTER TABLE pipeline_stage RENAME TO stage_base;
      CREATE FOREIGN TABLE pipeline_stage (
        tenant_id uuid, id uuid, pipeline_id uuid, name text, stage_state text)
      SERVER @_files OPTIONS (filename '/dev/null');
      GRANT SELECT ON pipeline_stage TO dyno_reports;
      """,
    ])
  func none(script: String) throws {
    #expect(try ChangedCRM(script).check(trusting: ["pipeline_stage"]).lackStatistics)
  }

  @Test("Some", arguments: ["", rows + "ANALYZE deal", rows + materialized + "ANALYZE deal"])
  func some(script: String) throws {
    #expect(try !ChangedCRM(script).check().lackStatistics)
  }
}
