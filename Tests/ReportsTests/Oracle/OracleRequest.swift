import Foundation
import Reports

/// A request for a report. A report looks only at the options that it has.
struct OracleRequest: Hashable, Sendable {
  var tenantID: UUID
  /// What the report is about.
  var window: OracleWindow
  /// The instant for which it is made, whatever the window: nothing that happened then or later counts, and a stay that has
  /// not ended is measured up to it.
  var asOf: Int
  /// Whether as the history of stages says things stood at `asOf`.
  var asItWas = false
  /// Coverage: open deals that were created then or later do not count. nil where the window is a period that is complete.
  var createdBefore: Int?
  /// nil for a tenant whose currency is not known.
  var currency: OracleCurrency?
  var pipelines: PipelineChoice
  var principals: PrincipalChoice = .all
  /// What follows from the options and the calendar.
  var bounds = OracleBounds()
  /// Options of other kinds than the ones above and below, by name; missing ones have their default.
  var options: [String: OptionValue] = [:]
  /// Options that are true or false, by name; missing ones have their default.
  var flags: [String: Bool] = [:]

  /// When something must have happened to count. Without a window nothing is bounded.
  var counted: OracleWindow {
    guard let end = window.end else { return .unbounded }
    return OracleWindow(start: window.start, end: min(end, asOf))
  }
}
