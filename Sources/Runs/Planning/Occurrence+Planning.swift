internal import Calendars
internal import Schedules

extension Occurrence {
  /// The first revision of a period.
  ///
  /// - Parameter takenLabels: the labels in use. An edited calendar can produce one of them again, and with
  ///   it the path of an existing file; the dates are then the label.
  init(
    _ period: Window, of schedule: Schedule, _ tenant: Tenant, state: OccurrenceState,
    takenLabels: Set<String>
  ) {
    let period = takenLabels.contains(period.label) ? period.withDateLabel : period
    self.init(
      key: OccurrenceKey(tenantID: tenant.id, schedule: schedule.name, period: period, revision: 1),
      period: period, timeZone: tenant.calendar.zone.name, state: state)
  }

  var resetToDue: Occurrence {
    Occurrence(key: key, period: period, timeZone: timeZone, state: .due)
  }

  func asItWas(_ isReconstructed: Bool) -> Occurrence {
    Occurrence(
      key: key, period: period, window: window, timeZone: timeZone, state: state,
      restateReason: restateReason,
      isReconstructed: isReconstructed)
  }

  func restated(as revision: Int, because reason: String) -> Occurrence {
    let next = OccurrenceKey(
      tenantID: key.tenantID, schedule: key.schedule, period: period, revision: revision)
    return Occurrence(key: next, period: period, timeZone: timeZone, state: .due, restateReason: reason)
  }
}
