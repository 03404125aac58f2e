internal import Calendars
internal import Foundation
internal import PostgreSQL
internal import Reports
package import Schedules

extension Ledger {
  /// Asks the CRM.
  ///
  /// - Parameters:
  ///   - sources: what was found out about the CRM's tables.
  ///   - timeLimitSeconds: how long that may take; nil for the user's time limit.
  /// - Throws: `ValueFailure`, which says where a value cannot be read.
  package func historyStart(of tenant: Tenant, _ sources: CheckedSources, timeLimitSeconds: Int? = nil) throws
    -> HistoryStart
  {
    var settings = database.reading(sources, of: tenant.id)
    settings.readsHistory()
    settings.isReadOnly = true
    if let timeLimitSeconds { settings.timeLimitSeconds = timeLimitSeconds }
    let row = try ValueFailure.locating(nil, of: tenant.id, database, connection, sources) {
      try connection.transaction(settings) { connection in
        try connection.execute(
          NamedStatement(CRMQueries.historyStart), ["tenant_id": tenant.id.uuidString]
        ).only
      }
    }
    let start: Instant? = try row.optional("history_start")
    return start.map(HistoryStart.at) ?? .never
  }
}
