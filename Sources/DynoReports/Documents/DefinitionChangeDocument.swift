internal import Calendars
internal import Comparisons
internal import Reports
internal import Runs

/// A change of definition between two periods, in JSON: their numbers must not be compared without thought.
struct DefinitionChangeDocument: Encodable {
  let parameter: String
  let before: ParameterValue
  let after: ParameterValue
  /// Labels of the periods.
  let from: String
  let to: String

  init(_ change: DefinitionChange, in points: [SeriesPoint]) {
    parameter = change.parameter
    before = change.before
    after = change.after
    from = points[change.from].name(among: points)
    to = points[change.to].name(among: points)
  }
}
