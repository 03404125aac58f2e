package import Calendars
package import Foundation

/// Whose deals are reported, and how this customer counts time.
package struct Tenant: Sendable, Hashable {
  package let id: UUID
  /// The tenant's name in paths.
  package let slug: String
  /// The zone, the first day of a week and the first month of a year.
  package let calendar: ReportingCalendar

  package init(id: UUID, slug: String, calendar: ReportingCalendar) {
    self.id = id
    self.slug = slug
    self.calendar = calendar
  }
}
