package import Calendars
internal import Foundation
package import PostgreSQL
package import Schedules

/// What would make a tenant's reports wrong or empty, as far as the rows of the CRM show it.
package enum TenantSources {
  /// All findings, read in one snapshot. If the CRM does not seem to know the tenant, that is the only one.
  ///
  /// - Parameters:
  ///   - sources: what was found out about the CRM's tables.
  ///   - at: the instant for which the latest complete periods are looked at.
  ///   - timeoutSeconds: how long a statement may take; 0 for any time. One that takes longer is a finding, and the
  ///     others are executed all the same.
  /// - Throws: ``ValueFailure`` and `PostgresError`.
  package static func findings(
    of file: TenantSchedules, _ database: Database, _ connection: Connection, _ sources: CheckedSources,
    at: Instant, timeoutSeconds: Int = 0
  ) throws -> [SourceViolation] {
    var settings = database.reading(sources, of: file.tenant.id)
    settings.isReadOnly = true
    settings.statementTimeoutSeconds = timeoutSeconds
    let tenantID = file.tenant.id.uuidString
    let reports = ScheduledReports(file)
    return try ValueFailure.locating(nil, of: file.tenant.id, database, connection) {
      try connection.transaction(settings) { connection in
        var isKnown = true
        func limited(_ tables: String, _ body: () throws -> [SourceViolation]) throws -> [SourceViolation] {
          do {
            return try connection.withSavepoint(body)
          } catch let error as PostgresError where error.isCancelled {
            return [tookTooLong(tables, seconds: timeoutSeconds)]
          }
        }
        var findings = try limited(SourceTables.names.joined(separator: ", ")) {
          let empty = try SourceTables.empty(tenantID: tenantID, connection)
          isKnown = !empty.contains("deal") && !empty.contains("pipeline_stage")
          return isKnown ? [] : [unknown(file, empty)]
        }
        guard isKnown else { return findings }
        var pipelines: Int?
        findings += try limited(sources.unprovenKeys.joined(separator: " and ")) {
          do {
            try RepeatedKeys.check(sources.unprovenKeys, tenantID: tenantID, connection)
            return []
          } catch let repeated as RepeatedKeys {
            return repeated.violations
          }
        }
        findings += try limited("pipeline_stage and sales_target") {
          let codes = try TenantCodes(tenantID: tenantID, connection)
          pipelines = try codes.pipelines
          return try codes.problems()
        }
        findings += try limited("deal and sales_target") {
          var members = CRMMembers(connection, tenantID: tenantID)
          return try file.schedules.flatMap { try ListedIDs.problems($0, &members) }
        }
        findings += try limited("sales_target") {
          try TargetPeriods(of: file.tenant, connection).findings(file.schedules, at: at)
        }
        findings += try limited("deal and sales_target") {
          try TargetPrincipals.findings(reports, tenantID: tenantID, connection)
        }
        findings += try limited("deal and pipeline_stage") {
          try DealRows(tenantID: tenantID, connection).findings(reports, stagePipelines: pipelines)
        }
        findings += try limited("deal_pipeline_stage_state, deal and pipeline_stage") {
          try StateRows(tenantID: tenantID, connection).findings(reports)
        }
        return findings
      }
    }
  }

  private static func unknown(_ file: TenantSchedules, _ empty: [String]) -> SourceViolation {
    SourceViolation(
      problem:
        "no rows of tenant \(file.tenant.id.uuidString.lowercased()) in \(empty.joined(separator: ", "))",
      remedy: "is the id right? Correct tenant: id: in \(file.file), or tenant_id in the CRM's views")
  }

  private static func tookTooLong(_ tables: String, seconds: Int) -> SourceViolation {
    SourceViolation(
      problem:
        "looking at the tenant's rows of \(tables) took longer than \(seconds) second\(seconds == 1 ? "" : "s") and was stopped",
      remedy: "make the CRM's views faster (docs/your_crm.md), or allow more with --report-timeout")
  }
}
