/// Problematic data that a random CRM contains only if asked to. Each kind is rare, so that some runs fail
/// and others do not.
struct Poison: OptionSet, Sendable {
  let rawValue: Int

  static let nanAmounts = Poison(rawValue: 1 << 0)
  static let nanTargets = Poison(rawValue: 1 << 1)
  /// Infinite `created_at`, `updated_at`, `entered_at` and `exited_at`.
  static let infiniteInstants = Poison(rawValue: 1 << 2)
  /// Infinite close dates and target periods: never in a period, and no reason to fail.
  static let infiniteDates = Poison(rawValue: 1 << 3)
  /// Instants in other millennia, and windows that include them. They give averages in days that exceed their
  /// columns, and spans that 64 bits of microseconds cannot hold.
  static let farInstants = Poison(rawValue: 1 << 4)
  /// Amounts beyond `numeric(14,2)`, which give totals and averages that exceed their columns. The tables
  /// then have columns without a limit.
  static let wideAmounts = Poison(rawValue: 1 << 5)
  /// Stages without a name, with names of more than 255 characters, and with states of more than 20. The table then has
  /// columns without a limit.
  static let badTexts = Poison(rawValue: 1 << 8)
  /// Targets whose `principal_type` is neither USER nor GROUP, NULL included: they belong to no principal.
  static let unknownPrincipalTypes = Poison(rawValue: 1 << 6)
  /// Current rows that agree in deal, pipeline, stage and `entered_at`, but not in `exited_at`. Ruling 12
  /// does not say which of them is the latest; see `latest` in `CurrentStages.swift` for the oracle's choice.
  static let undecidedTies = Poison(rawValue: 1 << 7)

  /// Values of `pipeline_stage.probability` that are no percentage.
  static let badProbabilities = Poison(rawValue: 1 << 9)

  /// All data that ruling 17 is about.
  static let unreportable: Poison = [
    .nanAmounts, .nanTargets, .infiniteInstants, .infiniteDates, .farInstants, .wideAmounts,
    .badTexts, .badProbabilities,
  ]
}
