import Foundation
import PostgreSQL
import Reports
import Runs
import Testing
import TestingDatabase

/// Targets that are for neither a user nor a group are counted, and those of the tenant alone.
struct UnknownTargetTests {
  private static let wrong = [
    // Leaves out targets whose type is NULL.
    ("IS NOT TRUE", "IS FALSE"),
    ("t.tenant_id = :'tenant_id'::uuid", ":'tenant_id'::uuid IS NOT NULL"),
    ("t.principal_type::text IN", "upper(t.principal_type::text) IN"),
    ("t.principal_type::text IN", "trim(t.principal_type::text) IN"),
    ("('USER', 'GROUP')", "('USER')"),
  ]

  private func count(_ query: String, _ tenantID: UUID, _ connection: Connection) throws -> Int {
    try connection.execute(NamedStatement(query), ["tenant_id": tenantID.text]).only.value(
      "targets_of_unknown_type")
  }

  @Test func theyAreCountedAndWrongVersionsAreDetected() throws {
    struct Finished: Error {}
    let database = try TestDatabase(migrated: false, hasSources: false)
    let connection = try database.owner.connect()
    var settings = database.owner.transaction(.readCommitted, tenant: nil)
    settings.createsTables = true
    let query = CRMQueries.product.targetsOfUnknownType
    var undetected = Set(Self.wrong.indices)
    var most = 0
    for seed in 1...30 as ClosedRange<UInt64> {
      let random = RandomCRM(seed: seed, poison: .unknownPrincipalTypes)
      let tenantID = random.tenantIDs[0]
      let expected = random.crm.targets(of: tenantID).count { $0.kind == nil }
      most = max(most, expected)
      #expect(throws: Finished.self) {
        try connection.transaction(settings) { (connection) -> Void in
          try connection.executeScript(
            CRMInserts.createTables(.usual(for: random.crm)) + CRMInserts.inserts(of: random.crm))
          #expect(try count(query, tenantID, connection) == expected, "seed \(seed)")
          for (number, (right, wrong)) in Self.wrong.enumerated() {
            #expect(query.contains(right))
            if try count(query.replacing(right, with: wrong), tenantID, connection) != expected {
              undetected.remove(number)
            }
          }
          throw Finished()
        }
      }
    }
    #expect(most > 10 && undetected.isEmpty, "\(undetected)")
  }
}
