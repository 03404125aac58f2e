package import Calendars
internal import Foundation
package import PostgreSQL
internal import Reports
package import Schedules

/// What would make a tenant's reports wrong or empty, as far as the rows of the CRM show it.
package struct TenantSources {
  package private(set) var findings: [SourceViolation] = []
  /// What ended some of the looks at the rows: a value that could not be processed. It has the columns' names.
  package private(set) var unreadable: (any Error)?

  /// Reads all in one snapshot. If the CRM does not seem to know the tenant, that is the only finding.
  ///
  /// - Parameters:
  ///   - sources: what was found out about the CRM's tables.
  ///   - at: the instant for which the latest complete periods are looked at.
  ///   - timeLimitSeconds: how long a statement may take; nil for the user's time limit. One that takes longer is a
  ///     finding. Like one that meets a value that cannot be read, it does not stop the others.
  package init(
    of file: TenantSchedules, _ database: Database, _ connection: Connection, _ sources: CheckedSources,
    at: Instant, timeLimitSeconds: Int? = nil
  ) throws {
    var settings = database.reading(sources, of: file.tenant.id)
    settings.isReadOnly = true
    if let timeLimitSeconds { settings.timeLimitSeconds = timeLimitSeconds }
    let tenantID = file.tenant.id.uuidString
    let reports = ScheduledReports(file)
    var failure: PostgresError?
    findings = try connection.transaction(settings) { connection in
      var isKnown = true
      func look(_ tables: String, _ body: () throws -> [SourceViolation]) throws -> [SourceViolation] {
        do {
          return try connection.withSavepoint(body)
        } catch let error as PostgresError where error.isCancelled {
          return [
            .tookTooLong("looking at the tenant's rows of \(tables)", seconds: settings.timeLimitSeconds)
          ]
        } catch let error as PostgresError where error.canBeDueToAValue {
          failure = failure ?? error
          return []
        }
      }
      var findings = try look(SourceTables.names.joined(separator: ", ")) {
        let empty = try SourceTables.empty(tenantID: tenantID, connection)
        isKnown = !empty.contains("deal") && !empty.contains("pipeline_stage")
        return isKnown ? [] : [Self.unknown(file, empty)]
      }
      guard isKnown else { return findings }
      var codes: TenantCodes?
      findings += try look(sources.unprovenKeys.joined(separator: " and ")) {
        do {
          try RepeatedKeys.check(sources.unprovenKeys, tenantID: tenantID, connection)
          return []
        } catch let repeated as RepeatedKeys {
          return repeated.violations
        }
      }
      findings += try look("pipeline_stage and sales_target") {
        let found = try TenantCodes(tenantID: tenantID, connection)
        codes = found
        return try found.problems()
      }
      findings += try look("deal and sales_target") {
        var members = CRMMembers(connection, tenantID: tenantID)
        return try file.schedules.flatMap { try ListedIDs.problems($0, &members) }
      }
      findings += try look("sales_target") {
        // Targets of types that no report knows are a problem already.
        if let codes, try codes.unknownTargets > 0 { return [] }
        return try TargetPeriods(of: file.tenant, connection).findings(file.schedules, at: at)
      }
      findings += try look("deal and sales_target") {
        try TargetPrincipals.findings(reports, tenantID: tenantID, connection)
      }
      findings += try look("deal and pipeline_stage") {
        try DealRows(tenantID: tenantID, connection).findings(reports, stagePipelines: codes?.pipelines)
      }
      if sources.optionalColumns.contains(.dealCurrency) {
        findings += try look("deal") { try DealCurrencies.findings(file, connection) }
      }
      findings += try look("deal_pipeline_stage_state, deal and pipeline_stage") {
        try StateRows(tenantID: tenantID, connection).findings(reports)
      }
      return findings
    }
    guard let failure else { return }
    do {
      try ValueFailure.locating(nil, of: file.tenant.id, database, connection, sources) { throw failure }
    } catch {
      unreadable = error
    }
  }

  private static func unknown(_ file: TenantSchedules, _ empty: [String]) -> SourceViolation {
    SourceViolation(
      problem:
        "no rows of tenant \(file.tenant.id.uuidString.lowercased()) in \(empty.joined(separator: ", "))",
      remedy: "is the id right? Correct tenant: id: in \(file.file), or tenant_id in the CRM's views")
  }
}
