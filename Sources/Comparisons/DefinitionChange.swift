internal import Calendars
package import Runs

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
