package import Calendars
internal import Foundation
package import PostgreSQL
package import Schedules

/// What would make a tenant's reports wrong or empty, as far as the rows of the CRM show it.
package enum TenantSources {
  /// All findings, read in one snapshot.
  ///
  /// - Parameters:
  ///   - sources: what was found out about the CRM's tables.
  ///   - at: the instant for which the latest complete periods are looked at.
  ///   - timeoutSeconds: how long a statement may take; 0 for any time.
  /// - Throws: ``ValueFailure``, and a `PostgresError` that is cancelled, if a statement took longer.
  package static func findings(
    of file: TenantSchedules, _ database: Database, _ connection: Connection, _ sources: CheckedSources,
    at: Instant, timeoutSeconds: Int = 0
  ) throws -> [SourceViolation] {
    var settings = database.reading(sources, of: file.tenant.id)
    settings.isReadOnly = true
    settings.statementTimeoutSeconds = timeoutSeconds
    let tenantID = file.tenant.id.uuidString
    return try ValueFailure.locating(nil, of: file.tenant.id, database, connection) {
      try connection.transaction(settings) { connection in
        var findings: [SourceViolation] = []
        do {
          try RepeatedKeys.check(sources.unprovenKeys, tenantID: tenantID, connection)
        } catch let repeated as RepeatedKeys {
          findings += repeated.violations
        }
        let codes = try TenantCodes(tenantID: tenantID, connection)
        findings += try codes.problems()
        var members = CRMMembers(connection, tenantID: tenantID)
        for schedule in file.schedules { findings += try ListedIDs.problems(schedule, &members) }
        let reports = ScheduledReports(file)
        findings += try DealRows(tenantID: tenantID, connection).findings(
          reports, stagePipelines: codes.pipelines)
        findings += try StateRows(tenantID: tenantID, connection).findings(reports)
        findings += try TargetPrincipals.findings(reports, tenantID: tenantID, connection)
        findings += try TargetPeriods(of: file.tenant, connection).findings(file.schedules, at: at)
        return findings
      }
    }
  }
}
