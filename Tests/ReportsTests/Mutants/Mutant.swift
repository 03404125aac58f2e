/// A wrong version of a report's SQL that somebody could plausibly write. `MutantTests` tells each from the
/// right one by what it reports; a mutant that it cannot tell shows that the random data prove too little.
struct Mutant: Sendable {
  let name: String
  /// What it does wrong, as behaviour.
  let wrong: String
  /// What a CRM has to hold for the difference to show.
  let poison: Poison
  /// Whether PostgreSQL refuses to go on where the right SQL reports a failed run. All others have to be
  /// wrong, not broken.
  let raisesErrors: Bool
  /// What makes the wrong SQL of the right one, one change after the other.
  let changes: [Change]

  init(
    _ name: String, _ wrong: String, poison: Poison = [], raisesErrors: Bool = false,
    changes: [Change]
  ) {
    self.name = name
    self.wrong = wrong
    self.poison = poison
    self.raisesErrors = raisesErrors
    self.changes = changes
  }

  init(
    _ name: String, _ wrong: String, poison: Poison = [], raisesErrors: Bool = false,
    _ changes: Change...
  ) {
    self.init(name, wrong, poison: poison, raisesErrors: raisesErrors, changes: changes)
  }

  /// The wrong SQL.
  func rewrite(_ sql: String) throws -> String {
    try changes.reduce(sql) { try $1.made(in: $0) }
  }
}

extension Mutant {
  /// A text that is replaced by another.
  struct Change: Sendable {
    let old: String
    let new: String
    /// How often the old text has to occur.
    let count: Int

    fileprivate func made(in sql: String) throws -> String {
      let found = sql.ranges(of: old).count
      guard found == count else { throw Misfit(old: old, found: found, expected: count) }
      return sql.replacing(old, with: new)
    }
  }

  /// The SQL has changed, and a mutant has to follow it.
  struct Misfit: Error {
    let old: String
    let found: Int
    let expected: Int
  }
}

extension Mutant.Change {
  static func replace(_ old: String, with new: String, times: Int = 1) -> Self {
    Self(old: old, new: new, count: times)
  }

  static func remove(_ old: String, times: Int = 1) -> Self {
    Self(old: old, new: "", count: times)
  }

  static func append(_ addition: String, after old: String) -> Self {
    Self(old: old, new: old + addition, count: 1)
  }

  /// Puts an expression that rounds wrongly, of `x`, in the place of an exact quotient.
  static func round(_ quotient: String, as rounding: String) -> Self {
    Self(old: quotient, new: "(SELECT \(rounding) FROM (SELECT \(quotient) AS x) AS quotient)", count: 1)
  }
}
