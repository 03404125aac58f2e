internal import Calendars
package import Runs

/// One period, in one revision, of a comparison.
package struct Point: Sendable {
  package let occurrence: Occurrence
  /// nil where the point has no run of the report.
  package internal(set) var definition: Definition?
  package internal(set) var succeededRuns = 0
  /// Of the report's definition by which the point was computed; nil where it was not.
  package internal(set) var reportVersion: Int?
  /// Runs whose data could not be reported: their rows are missing.
  package internal(set) var failedRuns = 0

  init(_ occurrence: Occurrence) { self.occurrence = occurrence }

  /// What makes numbers comparable.
  package struct Definition: Sendable, Hashable {
    package let methodologyVersion: String
    /// The parameters that do not vary from period to period or from run to run.
    package let parameters: [String: ParameterValue]
  }

  /// Parameters that say which period it is.
  static let variableParameters = [
    "schedule", "period_start", "period_end", "start_date", "end_date", "as_of",
  ]
}

extension Point {
  /// What the definition is beside the stored parameters: how many days a rolling window has follows from its
  /// dates alone.
  var windowParameters: [String: ParameterValue] {
    guard occurrence.window.kind == .rolling, let start = occurrence.window.startDate else { return [:] }
    return ["rolling_days": .text("\(occurrence.window.endDate.daysSinceEpoch - start.daysSinceEpoch)")]
  }
}

extension Point.Definition {
  var all: [String: ParameterValue] {
    parameters.merging(["methodology_version": .text(methodologyVersion)]) { $1 }
  }
}
