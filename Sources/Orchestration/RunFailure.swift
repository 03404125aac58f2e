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
  /// Whether nothing was tried, because the numbers would not be what they say they are.
  package var isRefusal = false
  /// Whether the message says what happened, and not what to do.
  package let isBare: Bool

  package init(
    tenant: String, schedule: String? = nil, period: String? = nil, message: String, status: ExitStatus,
    isBare: Bool
  ) {
    self.tenant = tenant
    self.schedule = schedule
    self.period = period
    self.message = message
    self.status = status
    self.isBare = isBare
  }

  /// What ended all of the tenant's work.
  package init(tenant: String, _ error: any Error) {
    self.init(tenant: tenant, message: "\(error)", status: ExitStatus(for: error), isBare: error.isBare)
  }

  init(tenant: String, _ refusal: Refusal) {
    self.init(
      tenant: tenant, schedule: refusal.schedule, period: refusal.labels, message: refusal.description,
      status: .badConfiguration, isBare: false)
    isRefusal = true
  }

  package init(tenant: String, _ failure: PeriodFailure) {
    let status: ExitStatus =
      switch failure.kind {
      case .unpublished: .failed
      case .unrepaired: .cannotWriteExports
      }
    self.init(
      tenant: tenant, schedule: failure.occurrence.key.schedule, period: failure.occurrence.period.label,
      message: failure.message, status: status, isBare: true)
    report = failure.report
    isOfPublishing = true
  }
}
