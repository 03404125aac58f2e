internal import Calendars
internal import Foundation
internal import PostgreSQL
package import Reports

/// A report of a period, asked again of the CRM as it is now.
package struct LivePoint {
  package let rows: LiveRows
  /// With the window that the report looks at.
  package let occurrence: Occurrence
  /// As the runs would record them, without their dimensions.
  package let parameters: [String: ParameterValue]
}

extension Ledger {
  /// Asks what the runs of an occurrence were asked, whatever the schedule file says now.
  ///
  /// - Returns: nil if the occurrence is not computed, or has no run of the report.
  /// - Throws: `RecordedRequest.Unreadable`
  package func asked(
    _ report: Report, of key: OccurrenceKey, _ sources: CheckedSources
  ) throws -> LivePoint? {
    guard let computed = try computedOccurrence(key) else { return nil }
    let dimensions = [report.type: report.runDimensions]
    let origin =
      try computed.request.origin
      ?? connection.transaction(database.transaction(.readCommitted, tenant: key.tenantID)) {
        try computed.originInHeaders(dimensions: dimensions, $0)
      }
    guard let parameters = origin?.parameters[report.type] else { return nil }
    let recorded = try RecordedRequest(report, parameters, label: computed.window.label)
    return LivePoint(
      rows: LiveRows(recorded.arguments(tenantID: key.tenantID), sources), occurrence: computed.occurrence,
      parameters: parameters)
  }
}

extension PlannedOccurrence {
  /// Asks what computing it would ask, for each report that would be computed.
  ///
  /// - Throws: ``UnknownWindow``
  package func asked(_ sources: CheckedSources) throws -> [LivePoint] {
    guard let window = occurrence.window else { throw UnknownWindow(timeZone: occurrence.timeZone) }
    return try runIdentities(window).map {
      LivePoint(rows: LiveRows($0.arguments, sources), occurrence: occurrence, parameters: $0.parameters)
    }
  }
}
