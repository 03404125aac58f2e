internal import Calendars
package import Foundation
internal import Reports
package import Schedules

/// The origins of runs as the first release would have had them, from a tenant's schedule file: the files of that release say
/// nothing of them.
package struct FirstReleaseOrigins {
  package let tenant: UUID
  package let slug: String
  private let schedules: [Schedule]

  /// - Parameter file: as it was when the periods were published, as far as their reports and options go.
  package init(_ file: TenantSchedules) {
    tenant = file.tenant.id
    slug = file.tenant.slug
    schedules = file.schedules
  }

  /// That release recorded no window and no currency.
  ///
  /// - Parameter reports: the types of the reports that were computed.
  /// - Returns: nil if the file does not have the schedule or one of the reports.
  package func origin(of occurrence: Occurrence, reports: [String]) -> RunOrigin? {
    guard let schedule = schedules.first(where: { $0.name == occurrence.key.schedule }) else { return nil }
    var parameters: [String: [String: ParameterValue]] = [:]
    for type in reports {
      guard let request = schedule.reports.first(where: { $0.report.type == type }) else { return nil }
      parameters[type] =
        RunIdentity(
          occurrence: occurrence, rule: .completed, window: occurrence.period, request: request,
          asOf: occurrence.period.end, currency: nil, bounds: [:]
        ).parameters
    }
    // Every program that wrote such files had these.
    return RunOrigin(softwareVersion: "0.1.0", methodologyVersion: "1", parameters: parameters)
  }
}
