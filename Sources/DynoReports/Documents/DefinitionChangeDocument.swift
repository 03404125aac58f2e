internal import Comparisons
internal import Runs

/// A change of the definition between two periods, in JSON. Their numbers may not be comparable.
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
