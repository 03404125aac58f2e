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

/// Something that two neighbouring points of a comparison do not have in common.
package struct DefinitionChange: Sendable, Hashable {
  /// A parameter's name, or `methodology_version`.
  package let parameter: String
  /// Positions of the points: where it still was, and where it changed.
  package let from: Int
  package let to: Int
  package let before: ParameterValue
  package let after: ParameterValue

  /// Where the definition changes from one point to the next that has runs.
  package static func all(in points: [Point]) -> [DefinitionChange] {
    let defined = points.enumerated().compactMap { index, point in point.definition.map { (index, $0) } }
    return zip(defined, defined.dropFirst()).flatMap { before, after in
      let old = before.1.all
      let new = after.1.all
      return Set(old.keys).union(new.keys).sorted().compactMap { name in
        let change = DefinitionChange(
          parameter: name, from: before.0, to: after.0, before: old[name] ?? .null, after: new[name] ?? .null)
        return change.before == change.after ? nil : change
      }
    }
  }
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
  fileprivate var all: [String: ParameterValue] {
    parameters.merging(["methodology_version": .text(methodologyVersion)]) { $1 }
  }
}
