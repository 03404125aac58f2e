import Reports

extension StageConversionOracle {
  /// Wrong versions of stage conversion.
  static let mutants = mutantsOfVisits + mutantsOfOutcomes + mutantsOfOrder + roundings

  private static let quotients = [
    ("median", "round(d.twice_seconds, 40) / (2 * 86400)", 2),
    ("rate", "round(m.advanced_count, 40) / NULLIF(m.entered_count, 0)", 4),
    ("amount-rate", "round(coalesce(m.advanced_amount, 0), 40) / NULLIF(m.entered_amount, 0)", 4),
  ]

  private static let roundings = quotients.flatMap { name, quotient, scale in
    [
      Mutant(
        "conversion-\(name)-half-even", "Rounds halves to the even digit.",
        .round(quotient, as: WrongRounding.halfEven(scale))),
      Mutant(
        "conversion-\(name)-truncated", "Cuts digits off.",
        .round(quotient, as: WrongRounding.truncated(scale))),
    ]
  }
}
