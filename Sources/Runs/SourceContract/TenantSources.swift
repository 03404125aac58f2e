internal import Foundation
package import PostgreSQL
package import Schedules

/// What would make a tenant's reports wrong or empty, as far as the rows of the CRM show it.
package enum TenantSources {
  /// All problems, read in one snapshot.
  ///
  /// - Parameter sources: what was found out about the CRM's tables.
  /// - Throws: ``ValueFailure`` and `PostgresError`.
  package static func problems(
    of file: TenantSchedules, _ database: Database, _ connection: Connection, _ sources: CheckedSources
  ) throws -> [SourceViolation] {
    var settings = database.reading(sources, of: file.tenant.id)
    settings.isReadOnly = true
    let tenantID = file.tenant.id.uuidString
    return try ValueFailure.locating(nil, of: file.tenant.id, database, connection) {
      try connection.transaction(settings) { connection in
        var problems: [SourceViolation] = []
        do {
          try RepeatedKeys.check(sources.unprovenKeys, tenantID: tenantID, connection)
        } catch let repeated as RepeatedKeys {
          problems += repeated.violations
        }
        problems += try TenantCodes.problems(tenantID: tenantID, connection)
        var members = CRMMembers(connection, tenantID: tenantID)
        for schedule in file.schedules { problems += try ListedIDs.problems(schedule, &members) }
        return problems
      }
    }
  }
}
