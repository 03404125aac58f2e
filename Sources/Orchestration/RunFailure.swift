internal import Calendars
package import Exports
internal import Runs

/// A failure of a run for one tenant.
package struct RunFailure: Sendable {
  package let tenant: String
  package var schedule: String?
  package var period: String?
  package var report: String?
  package let message: String
  /// The exit status of the process if nothing else happened.
  package let status: ExitStatus
  /// Whether the period was computed but could not be published, or is published but not in place.
  package var isOfPublishing = false
  /// Whether the message says what happened, and not what to do.
  package var isBare = false

  package init(
    tenant: String, schedule: String? = nil, period: String? = nil, message: String, status: ExitStatus
  ) {
    self.tenant = tenant
    self.schedule = schedule
    self.period = period
    self.message = message
    self.status = status
  }

  package init(tenant: String, _ failure: PeriodFailure) {
    let status: ExitStatus =
      switch failure.kind {
      case .unpublished: .failed
      case .unrepaired: .cannotWriteExports
      }
    self.init(
      tenant: tenant, schedule: failure.occurrence.key.schedule, period: failure.occurrence.window.label,
      message: failure.message, status: status)
    report = failure.report
    isOfPublishing = true
    isBare = true
  }
}
