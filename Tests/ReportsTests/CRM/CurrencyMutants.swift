import Reports

extension ReportOracle {
  /// Wrong versions of what is another currency, and of what becomes of it.
  static var mutantsOfCurrency: [Mutant] { Mutant.ofCurrency }
}

extension Mutant {
  fileprivate static let ofCurrency: [Mutant] = [
    Mutant(
      "currency-in-upper-case-only", "Takes eur for another currency than EUR.", of: [.dealCurrency],
      .replace("upper(btrim(d.currency::text) COLLATE \"C\")", with: "btrim(d.currency::text)")),
    Mutant(
      "currency-with-blanks", "Takes a code with blanks for another currency.", of: [.dealCurrency],
      .replace("btrim(d.currency::text)", with: "d.currency::text")),
    Mutant(
      "currency-without-any-space", "Drops tabs too.", of: [.dealCurrency],
      .replace("btrim(d.currency::text)", with: "btrim(d.currency::text, E' \\t')")),
    Mutant(
      "currency-blank-is-another", "Takes a blank code for another currency.", of: [.dealCurrency],
      .replace(
        "coalesce(NULLIF(upper(btrim(d.currency::text) COLLATE \"C\"), ''),",
        with: "coalesce(upper(btrim(d.currency::text) COLLATE \"C\"),")),
    Mutant(
      "currency-missing-is-another", "Takes a missing code for another currency.", of: [.dealCurrency],
      .replace(
        "coalesce(NULLIF(upper(btrim(d.currency::text) COLLATE \"C\"), ''), :'currency'::text)",
        with: "coalesce(NULLIF(upper(btrim(d.currency::text) COLLATE \"C\"), ''), '?')")),
    Mutant(
      "currency-never-fails", "Reports what it should not.", of: [.dealCurrency],
      .replace(":'other_currencies'::text = 'fail'", with: "false")),
    Mutant(
      "currency-always-fails", "Fails where a warning is enough.", of: [.dealCurrency],
      .replace(":'other_currencies'::text = 'fail' AND", with: "")),
  ]
}
