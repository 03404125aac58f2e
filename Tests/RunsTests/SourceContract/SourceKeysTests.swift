import Testing
import TestingDatabase

@testable import Runs

/// What proves that a table of the CRM has one row per `(tenant_id, id)`.
struct SourceKeysTests {
  private static let noKey = "ALTER TABLE deal DROP CONSTRAINT deal_pkey;"
  private static let parts = """
    ALTER TABLE deal RENAME TO deal_base;
    CREATE TABLE deal (LIKE deal_base) PARTITION BY HASH (tenant_id);
    CREATE TABLE deal_0 PARTITION OF deal FOR VALUES WITH (MODULUS 2, REMAINDER 0);
    CREATE TABLE deal_1 PARTITION OF deal FOR VALUES WITH (MODULUS 2, REMAINDER 1);
    GRANT SELECT ON deal TO dyno_reports;
    """

  @Test(
    "Proof",
    arguments: [
      "",
      noKey + "CREATE UNIQUE INDEX ON deal (id)",
      noKey + "CREATE UNIQUE INDEX ON deal (id, tenant_id) INCLUDE (amount)",
      noKey + "ALTER TABLE deal ADD UNIQUE (tenant_id, id) DEFERRABLE INITIALLY DEFERRED",
      parts + "ALTER TABLE deal ADD PRIMARY KEY (tenant_id, id)",
    ])
  func proven(script: String) throws {
    #expect(try ChangedCRM(script).check().unprovenKeys == [])
  }

  @Test(
    "No proof",
    arguments: [
      noKey,
      noKey + "CREATE INDEX ON deal (tenant_id, id)",
      noKey + "CREATE UNIQUE INDEX ON deal (tenant_id, id, amount)",
      noKey + "CREATE UNIQUE INDEX ON deal (tenant_id, id) WHERE amount > 0",
      noKey + "CREATE UNIQUE INDEX ON deal (tenant_id, (id::text))",
      noKey + "CREATE UNIQUE INDEX ON deal (tenant_id, id); ALTER TABLE deal ALTER COLUMN id DROP NOT NULL",
      noKey + "CREATE UNIQUE INDEX deal_key ON deal (tenant_id, id); "
        + "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'deal_key'::regclass",
      "CREATE TABLE deal_of_before () INHERITS (deal)",
      parts,
      parts + "ALTER TABLE deal_0 ADD PRIMARY KEY (tenant_id, id)",
      ChangedCRM.view(of: "deal"),
      """
      ALTER TABLE deal RENAME TO deal_base; CREATE MATERIALIZED VIEW deal AS SELECT * FROM deal_base;
      CREATE UNIQUE INDEX ON deal (tenant_id, id); GRANT SELECT ON deal TO dyno_reports;
      """,
    ])
  func unproven(script: String) throws {
    #expect(try ChangedCRM(script).check().unprovenKeys == ["deal"])
  }

  @Test func bothTablesAreLookedAt() throws {
    let crm = try ChangedCRM(ChangedCRM.view(of: "pipeline_stage") + Self.noKey)
    #expect(try crm.check().unprovenKeys == ["deal", "pipeline_stage"])
    // These need no key.
    let others = ChangedCRM.view(of: "sales_target") + ChangedCRM.view(of: "deal_pipeline_stage_state")
    #expect(try ChangedCRM(others).check().unprovenKeys == [])
  }
}
