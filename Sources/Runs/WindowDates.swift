internal import Calendars

/// Identifies a period by its dates, whatever the zone.
struct WindowDates: Hashable {
  let start: CivilDate?
  let end: CivilDate
}

extension Window {
  var dates: WindowDates { WindowDates(start: startDate, end: endDate) }
}
