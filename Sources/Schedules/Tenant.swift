package import Calendars
package import Foundation

/// A customer whose deals are reported, and its calendar.
package struct Tenant: Sendable, Hashable {
  package let id: UUID
  /// The tenant's name in paths.
  package let slug: String
  /// The zone, the first day of a week and the first month of a year.
  package let calendar: ReportingCalendar
  /// nil if the schedule file names none.
  package let currency: Currency?

  package init(id: UUID, slug: String, calendar: ReportingCalendar, currency: Currency? = nil) {
    self.id = id
    self.slug = slug
    self.calendar = calendar
    self.currency = currency
  }
}
