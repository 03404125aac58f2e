internal import Calendars
package import Runs

/// One revision of one period in a comparison.
package struct SeriesPoint: Sendable {
  package let occurrence: Occurrence
  /// nil if the point has no run of the report.
  package internal(set) var definition: Definition?
  package internal(set) var succeededRuns = 0
  /// The version of the report that computed the point; nil if it was not computed.
  package internal(set) var reportVersion: Int?
  /// The number of runs whose data could not be reported. Their rows are missing.
  package internal(set) var failedRuns = 0

  init(_ occurrence: Occurrence) { self.occurrence = occurrence }

  /// What must be the same for numbers to be comparable.
  package struct Definition: Sendable, Hashable {
    package let methodologyVersion: String
    /// The parameters that do not vary between periods or between runs.
    package let parameters: [String: ParameterValue]
  }

  /// The parameters that identify the period.
  static let variableParameters = [
    "schedule", "period_start", "period_end", "start_date", "end_date", "as_of",
  ]
}

extension SeriesPoint {
  /// The part of the definition that is not among the stored parameters: the number of days of a rolling
  /// window follows from its dates.
  var windowParameters: [String: ParameterValue] {
    guard occurrence.period.kind == .rolling, let start = occurrence.period.startDate else { return [:] }
    return ["rolling_days": .text("\(occurrence.period.endDate.daysSinceEpoch - start.daysSinceEpoch)")]
  }
}

extension SeriesPoint.Definition {
  var all: [String: ParameterValue] {
    parameters.merging(["methodology_version": .text(methodologyVersion)]) { $1 }
  }
}
