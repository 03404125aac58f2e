internal import Calendars
package import Schedules

/// A tenant's time zone that stands for no place. It is refused, unless periods have been counted in it: then nothing may change.
package struct FixedOffsetZone: Error, CustomStringConvertible {
  let zone: String

  package var description: String {
    "the time zone \(zone) \(FixedOffset.problem); \(FixedOffset.remedy)"
  }

  /// - Parameter recorded: the tenant's recent rows of the ledger.
  /// - Returns: a warning; nil for the zone of a place, or UTC.
  /// - Throws: ``FixedOffsetZone``, if no period was counted in the zone.
  package static func warning(for tenant: Tenant, recorded: [Occurrence]) throws -> String? {
    let zone = tenant.calendar.zone
    guard zone.isFixedOffset else { return nil }
    let error = FixedOffsetZone(zone: zone.name)
    guard recorded.contains(where: { $0.timeZone == zone.name }) else { throw error }
    return "\(error). It goes on, because periods have been counted in it"
  }
}
