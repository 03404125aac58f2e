package import Foundation
internal import PostgreSQL

extension Ledger {
  /// From so many deals on, a plan for the tenant alone is worth the milliseconds that planning takes.
  private static let dealsOfLargeTenant = 20_000

  /// Whether the tenant is too large for a plan that serves any tenant.
  package func isLarge(_ tenant: UUID) throws -> Bool {
    try transaction(tenant) { connection in
      try connection.execute(
        NamedStatement(
          """
          SELECT count(*) = \(Self.dealsOfLargeTenant) AS is_large
          FROM (SELECT FROM deal d WHERE d.tenant_id = :'tenant_id'::uuid LIMIT \(Self.dealsOfLargeTenant)) AS counted
          """), ["tenant_id": tenant.uuidString]
      ).only.value("is_large")
    }
  }
}
