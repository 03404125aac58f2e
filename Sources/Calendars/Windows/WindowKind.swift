/// The kind of a window, as named in headers, files and plans.
///
/// A scheduled window has the kind of its schedule's period, an ad-hoc window that of
/// ``ReportingCalendar/kind(from:to:)``.
package enum WindowKind: String, Sendable, CaseIterable {
  case daily, weekly, monthly, quarterly, yearly, rolling
  case allTime = "all_time"
  case custom
}
