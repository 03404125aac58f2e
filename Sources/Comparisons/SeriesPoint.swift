package import Calendars
internal import Reports
package import Runs

/// One revision of one period in a comparison, or the CRM as it is now.
package struct SeriesPoint: Sendable {
  package let occurrence: Occurrence
  /// Whether its numbers are the CRM's of now, and not stored.
  package let isLive: Bool
  /// Whether its numbers say how things stood by the history of stages.
  package var isReconstructed: Bool { occurrence.isReconstructed }
  /// nil if the point has no run of the report.
  package private(set) var definition: Definition?
  package internal(set) var succeededRuns = 0
  /// The version of the report that computed the point; nil if it was not computed.
  package internal(set) var reportVersion: Int?
  /// The number of runs whose data could not be reported. Their rows are missing.
  package internal(set) var failedRuns = 0

  init(_ occurrence: Occurrence) {
    self.occurrence = occurrence
    isLive = false
  }

  init(_ live: LivePoint) {
    occurrence = live.occurrence
    isLive = true
    reportVersion = live.rows.report.version
    let variable = [String: ParameterValue].namesThatVary + live.rows.report.runDimensions
    define(
      methodologyVersion: Versions.methodology,
      parameters: live.parameters.filter { !variable.contains($0.key) })
  }

  /// What must be the same for numbers to be comparable.
  package struct Definition: Sendable, Hashable {
    package let methodologyVersion: String
    /// The parameters that do not vary between periods or between runs.
    package let parameters: [String: ParameterValue]
  }
}

extension SeriesPoint {
  private static let windowParameter = "window"

  /// What its runs looked at; nil if it has none.
  package var window: Window? { definition == nil ? nil : occurrence.window }

  /// The rule of the window, such as `current quarterly`; nil for the completed period, and if the point has no run.
  package var windowRule: String? {
    guard case .text(let rule)? = definition?.parameters[Self.windowParameter],
      rule != WindowRule.completed.name
    else { return nil }
    return rule
  }

  /// Whether the difference of their numbers says anything. Windows other than the completed period overlap, or are not over:
  /// only the same window at two times can be compared.
  func isComparable(with previous: SeriesPoint, acrossGaps: Bool) -> Bool {
    guard windowRule != nil || previous.windowRule != nil else {
      return acrossGaps || occurrence.period.follows(previous.occurrence.period)
    }
    guard let window, let before = previous.window else { return false }
    return window.startDate == before.startDate && window.endDate == before.endDate
  }

  /// - Parameter parameters: the stored ones that do not vary between periods or between runs. Completed with what is not
  ///   stored: the rule of the window where it is the completed period, and the number of days of a rolling period.
  mutating func define(methodologyVersion: String, parameters: [String: ParameterValue]) {
    var parameters = parameters
    let period = occurrence.period
    parameters[Self.windowParameter] = parameters[Self.windowParameter] ?? .text(WindowRule.completed.name)
    // The stored one is the window's.
    parameters["period_kind"] = .text(period.kind.rawValue)
    if period.kind == .rolling, let start = period.startDate {
      parameters["rolling_days"] = .text("\(period.endDate.daysSinceEpoch - start.daysSinceEpoch)")
    }
    definition = Definition(methodologyVersion: methodologyVersion, parameters: parameters)
  }
}

extension SeriesPoint.Definition {
  var all: [String: ParameterValue] {
    parameters.merging(["methodology_version": .text(methodologyVersion)]) { $1 }
  }
}
