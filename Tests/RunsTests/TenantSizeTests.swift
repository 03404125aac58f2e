import Runs
import Testing
import TestingDatabase

/// Which tenants are too large for a plan that serves any tenant.
struct TenantSizeTests {
  @Test func aTenantWithManyDealsIsLarge() throws {
    let database = try TestDatabase()
    try database.load(SmallCRM.script)
    let ledger = Ledger(database.runtime, try database.runtime.connect())
    #expect(try !ledger.isLarge(SmallCRM.acme))
    try database.load(
      """
      INSERT INTO deal (tenant_id, id, created_at, updated_at)
      SELECT '\(SmallCRM.acme)', gen_random_uuid(), now(), now() FROM generate_series(1, 20000)
      """)
    #expect(try ledger.isLarge(SmallCRM.acme))
    #expect(try !ledger.isLarge(SmallCRM.other))
  }
}
