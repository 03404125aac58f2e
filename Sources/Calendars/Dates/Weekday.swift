/// A day of the week, numbered as ISO 8601 does: Monday is 1, Sunday 7.
package enum Weekday: Int, Sendable, CaseIterable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday

  /// - Parameter name: the English name in lower case, as in a schedule file; nil for anything else.
  package init?(name: String) {
    guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }

  /// The English name in lower case.
  package var name: String { "\(self)" }
}
