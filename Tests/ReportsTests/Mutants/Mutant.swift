import Reports

/// A wrong version of a report's SQL that somebody could plausibly write. `MutantTests` detects each by its
/// results; if a mutant survives, the random data is too weak.
struct Mutant: Sendable {
  let name: String
  /// What it does wrong, as visible behaviour.
  let wrong: String
  /// What a CRM must contain for the difference to show.
  let poison: Poison
  /// Whether it makes PostgreSQL raise an error where the right SQL reports a failed run. All other mutants
  /// must run, with wrong results.
  let raisesErrors: Bool
  /// The columns that its text depends on, of those that a CRM may lack: without them it is as right as the right SQL.
  let columns: Set<OptionalColumn>
  /// Whether it is a mistake in the text for periods that are reconstructed; otherwise in the usual one.
  private(set) var asItWas = false
  /// The changes that turn the right SQL into the wrong one, in order.
  let changes: [Change]

  init(
    _ name: String, _ wrong: String, poison: Poison = [], raisesErrors: Bool = false,
    of columns: Set<OptionalColumn> = [], changes: [Change]
  ) {
    self.name = name
    self.wrong = wrong
    self.poison = poison
    self.raisesErrors = raisesErrors
    self.columns = columns
    self.changes = changes
  }

  init(
    _ name: String, _ wrong: String, poison: Poison = [], raisesErrors: Bool = false,
    of columns: Set<OptionalColumn> = [], _ changes: Change...
  ) {
    self.init(name, wrong, poison: poison, raisesErrors: raisesErrors, of: columns, changes: changes)
  }

  /// The same in the text for periods that are reconstructed.
  var ofReconstruction: Mutant {
    var mutant = self
    mutant.asItWas = true
    return mutant
  }

  /// The same where each text occurs twice as often.
  var twice: Mutant {
    var mutant = Mutant(
      name, wrong, poison: poison, raisesErrors: raisesErrors, of: columns,
      changes: changes.map { Change(old: $0.old, new: $0.new, count: 2 * $0.count) })
    mutant.asItWas = asItWas
    return mutant
  }

  /// The wrong SQL.
  ///
  /// - Parameter available: the columns that the SQL is made for, of those that a CRM may lack.
  func rewrite(_ sql: String, using available: Set<OptionalColumn>) throws -> String {
    guard columns.isSubset(of: available) else { return sql }
    return try changes.reduce(sql) { try $1.made(in: $0) }
  }
}

extension Mutant {
  /// A text that is replaced by another.
  struct Change: Sendable {
    let old: String
    let new: String
    /// How often the old text must occur.
    let count: Int

    fileprivate func made(in sql: String) throws -> String {
      let found = sql.ranges(of: old).count
      guard found == count else { throw Misfit(old: old, found: found, expected: count) }
      return sql.replacing(old, with: new)
    }
  }

  /// The SQL has changed, and the mutant must be adapted to it.
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

  /// Replaces an exact quotient by an expression that rounds it wrongly; the expression calls it `x`.
  static func round(_ quotient: String, as rounding: String) -> Self {
    Self(old: quotient, new: "(SELECT \(rounding) FROM (SELECT \(quotient) AS x) AS quotient)", count: 1)
  }
}
