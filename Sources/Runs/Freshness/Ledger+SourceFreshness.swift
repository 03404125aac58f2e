internal import Calendars
package import Foundation
internal import PostgreSQL

extension Ledger {
  /// Up to when the CRM's tables are complete, as the view ``FreshnessView`` says in a transaction of the tenant.
  ///
  /// - Throws: ``FreshnessUnreadable``
  package func sourceFreshness(of tenant: UUID) throws -> SourceFreshness {
    var settings = database.transaction(.readCommitted, tenant: tenant)
    settings.isReadOnly = true
    return try connection.transaction(settings) { connection in
      let row = try FreshnessUnreadable.naming {
        try connection.execute(NamedStatement(SQLFile.source_freshness), [:]).only
      }
      if try row.optional("is_always") == true { return .always }
      return try row.optional("complete_until").map(SourceFreshness.until) ?? .unknown
    }
  }
}
