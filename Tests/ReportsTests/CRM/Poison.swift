/// What a random CRM may hold beyond what every one holds. Each kind is drawn sparsely, so that some runs
/// fail and their neighbours do not.
struct Poison: OptionSet, Sendable {
  let rawValue: Int

  static let nanAmounts = Poison(rawValue: 1 << 0)
  static let nanTargets = Poison(rawValue: 1 << 1)
  /// Infinite `created_at`, `updated_at`, `entered_at` and `exited_at`.
  static let infiniteInstants = Poison(rawValue: 1 << 2)
  /// Infinite close dates and target periods: never in a period, and no failure.
  static let infiniteDates = Poison(rawValue: 1 << 3)
  /// Instants of other millennia, and windows that reach them: averages of days past their columns, and
  /// spans that 64 bits of microseconds cannot hold.
  static let farInstants = Poison(rawValue: 1 << 4)
  /// Amounts past `numeric(14,2)`, for totals and averages past their columns. The tables then get columns
  /// without a limit.
  static let wideAmounts = Poison(rawValue: 1 << 5)
  /// Targets whose `principal_type` is neither USER nor GROUP: they belong to no principal.
  static let unknownPrincipalTypes = Poison(rawValue: 1 << 6)
  /// Current rows that agree in deal, pipeline, stage and `entered_at`, but not in `exited_at`. Ruling 12
  /// does not say which of them is the latest; ``CurrentStage`` says what the oracle takes.
  static let undecidedTies = Poison(rawValue: 1 << 7)

  /// Everything that ruling 17 is about.
  static let unreportable: Poison = [
    .nanAmounts, .nanTargets, .infiniteInstants, .infiniteDates, .farInstants, .wideAmounts,
  ]
}
