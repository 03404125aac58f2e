/// Something that a run could not do.
package struct RunFailure: Sendable {
  package let tenant: String
  package var schedule: String?
  package var period: String?
  package var report: String?
  package let message: String
  /// What the process ends with if nothing else happened.
  package let status: ExitStatus
  /// The period is computed, and could not be published.
  package var isOfPublishing = false
}
