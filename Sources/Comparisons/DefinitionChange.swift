internal import Calendars
package import Runs

/// A parameter that differs between two neighbouring points of a comparison.
package struct DefinitionChange: Sendable, Hashable {
  /// A parameter's name, or `methodology_version`.
  package let parameter: String
  /// The positions of the two points: the last one with the old value, and the first one with the new value.
  package let from: Int
  package let to: Int
  package let before: ParameterValue
  package let after: ParameterValue

  /// Whether two values of a parameter mean the same: of two names of a time zone, one can be an old one.
  private static func isSame(_ name: String, _ before: ParameterValue, _ after: ParameterValue) -> Bool {
    if before == after { return true }
    guard name == "timezone", case .text(let old) = before, case .text(let new) = after,
      let zones = try? TimeZoneDatabase()
    else { return false }
    return zones.ownName(of: old) == zones.ownName(of: new)
  }

  /// All changes between neighbouring points. Points without runs are left out.
  package static func all(in points: [SeriesPoint]) -> [DefinitionChange] {
    let defined = points.enumerated().compactMap { index, point in point.definition.map { (index, $0) } }
    return zip(defined, defined.dropFirst()).flatMap { before, after in
      let old = before.1.all
      let new = after.1.all
      return Set(old.keys).union(new.keys).sorted().compactMap { name in
        let change = DefinitionChange(
          parameter: name, from: before.0, to: after.0, before: old[name] ?? .null, after: new[name] ?? .null)
        return isSame(name, change.before, change.after) ? nil : change
      }
    }
  }
}
