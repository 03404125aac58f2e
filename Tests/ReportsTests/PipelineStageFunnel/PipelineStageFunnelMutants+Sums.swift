import Reports

/// Mistakes in the sums of amounts and in the average age.
extension PipelineStageFunnelOracle {
  static let mutantsOfSums: [Mutant] = [
    Mutant(
      "funnel-null-amount-dropped", "Leaves out deals without an amount.",
      .deals(only: "d.amount IS NOT NULL")),
    Mutant(
      "funnel-null-total", "Total is NULL where all amounts are.",
      .amount("sum(d.amount::numeric)")),
    Mutant(
      "funnel-float-sum", "Adds in binary floating point.",
      .amount("sum(coalesce(d.amount::numeric, 0)::float8)::numeric")),
    Mutant(
      "funnel-age-to-the-clock", "Measures to now() instead of as_of.",
      .replace(":'as_of'::timestamptz", with: "now()")),
    Mutant(
      "funnel-age-to-period-end",
      "Measures to the window's end instead of as_of.",
      .replace(
        ":'as_of'::timestamptz",
        with: "coalesce(NULLIF(:'counted_until', '')::timestamptz, :'as_of'::timestamptz)")),
    Mutant(
      "funnel-age-ignores-exit", "Measures to as_of though the stay ended.",
      .replace(
        "sum(coalesce(extract(epoch FROM s.exited_at), (SELECT as_of_seconds FROM period))",
        with: "sum((SELECT as_of_seconds FROM period)")),
    Mutant(
      "funnel-age-capped-at-as-of",
      "Measures to as_of where the stay ended later.",
      .replace("sum(coalesce(extract", with: "sum(least(extract")),
    Mutant(
      "funnel-age-of-open-stays-only",
      "Averages only the stays without exited_at.",
      .replace(
        "coalesce(extract(epoch FROM s.exited_at), (SELECT as_of_seconds FROM period))",
        with: "CASE WHEN s.exited_at IS NULL THEN (SELECT as_of_seconds FROM period) END"),
      .replace(
        "count(d.amount::numeric) AS priced_deals",
        with: "count(*) FILTER (WHERE s.exited_at IS NULL) AS priced_deals"),
      .append(
        ", sum(priced_deals) FILTER (WHERE counts) AS open_count",
        after: "sum(age_seconds) FILTER (WHERE counts) AS age_seconds"),
      .replace("NULLIF(deal_count, 0)", with: "NULLIF(open_count, 0)")),
    Mutant(
      "funnel-age-never-negative", "Counts a negative age as 0.",
      changes: Mutant.Change.age("greatest(0, ", ")")),
    Mutant(
      "funnel-age-rounded-per-deal", "Rounds each age, then averages.",
      changes: Mutant.Change.age("86400 * round((", ") / 86400, 2)")),
    Mutant(
      "funnel-age-rounded-twice", "Rounds the average to 6 places, then to 2.",
      .round(ageInDays, as: WrongRounding.twice(6))),
    Mutant(
      "funnel-age-default-division",
      "Divides to PostgreSQL's default number of places, then rounds to 2.",
      .replace("round(age_seconds, 40)", with: "age_seconds")),
    Mutant(
      "funnel-age-float", "Averages in binary floating point.",
      .replace(ageInDays, with: "(age_seconds::float8 / 86400 / NULLIF(deal_count, 0))::numeric")),
    Mutant(
      "funnel-age-half-even", "Rounds halves to even.",
      .round(ageInDays, as: WrongRounding.halfEven(2))),
    Mutant(
      "funnel-age-half-up", "Rounds negative halves up, not away from zero.",
      .round(ageInDays, as: WrongRounding.halfUp(2))),
    Mutant(
      "funnel-age-truncated", "Truncates instead of rounding.",
      .round(ageInDays, as: WrongRounding.truncated(2))),
    Mutant(
      "funnel-age-whole-seconds", "Drops the fractions of seconds.", changes: Mutant.Change.age("trunc(", ")")
    ),
    Mutant(
      "funnel-age-whole-days", "Counts whole days.",
      changes: Mutant.Change.age("86400 * trunc((", ") / 86400)")),
  ]

  private static let ageInDays = "round(age_seconds, 40) / (86400 * NULLIF(deal_count, 0))"
}
