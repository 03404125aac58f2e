/// A failure of a run for one tenant.
package struct RunFailure: Sendable {
  package let tenant: String
  package var schedule: String?
  package var period: String?
  package var report: String?
  package let message: String
  /// The exit status of the process if nothing else happened.
  package let status: ExitStatus
  /// Whether the period was computed but could not be published.
  package var isOfPublishing = false
}
