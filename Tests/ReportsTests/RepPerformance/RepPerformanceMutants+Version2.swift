import Reports

/// Mistakes in what came with version 2.
extension RepPerformanceOracle {
  static let laterMutants: [Mutant] = [
    // Closed in the window, whenever created.
    Mutant(
      "performance-counts-until-the-end", "Counts what happened at as_of and later.",
      .replace(":'counted_until'", with: ":'period_end'", times: 4)),
    Mutant(
      "performance-created-until-the-end", "Counts deals that were created at as_of or later.",
      .replace("d.created_at < :'counted_until'", with: "d.created_at < :'period_end'", times: 3)),
    Mutant(
      "performance-closed-until-the-end", "Counts closes at as_of and later.",
      .replace("s.entered_at < :'counted_until'", with: "s.entered_at < :'period_end'")),
    Mutant(
      "performance-closed-won-of-created", "Counts won deals that were created in the window only.",
      .replace(
        "    count(*) FILTER (WHERE outcome = 'DONE_SUCCESS'),",
        with: "count(*) FILTER (WHERE is_created AND outcome = 'DONE_SUCCESS'),")),
    Mutant(
      "performance-closed-lost-of-created", "Counts lost deals that were created in the window only.",
      .replace(
        "FILTER (WHERE outcome = 'DONE_FAILED')",
        with: "FILTER (WHERE is_created AND outcome = 'DONE_FAILED')")),
    Mutant(
      "performance-closed-amount-of-created", "Adds won deals that were created in the window only.",
      .replace(closedTotalSQL, with: wonTotalSQL)),
    Mutant(
      "performance-closed-amount-of-lost", "Adds lost deals' amounts to the closed amount.",
      .replace(closedTotalSQL, with: "sum(amount) FILTER (WHERE outcome IS NOT NULL)")),
    Mutant(
      "performance-closed-amount-float", "Adds closed amounts in binary floating point.",
      .replace(closedTotalSQL, with: "(sum(amount::float8) FILTER (WHERE outcome = 'DONE_SUCCESS'))::numeric")
    ),
    Mutant(
      "performance-closed-amount-null", "The closed amount is NULL where nothing was won.",
      .replace("0::numeric AS amount_won", with: "NULL::numeric AS amount_won")),
    Mutant(
      "performance-first-columns-of-all-closed", "Counts deals created earlier in the first columns.",
      .replace("FILTER (WHERE is_created AND outcome", with: "FILTER (WHERE outcome", times: 4)),
    Mutant(
      "performance-created-counts-all", "Counts deals that were closed in the window as created in it.",
      .replace("FILTER (WHERE is_created)", with: "FILTER (WHERE true)")),
    Mutant(
      "performance-closed-rate-of-lost", "Divides the won by the lost deals.",
      .replace(closedWinRate, with: "round(won_count, 40) / NULLIF(lost_count, 0)")),
    Mutant(
      "performance-closed-rate-of-created", "Repeats the rate of deals that were created in the window.",
      .replace(closedWinRate, with: winRateSQL)),
    Mutant(
      "performance-closed-rate-zero-when-none-closed", "The rate is 0 where nothing was closed.",
      .replace(closedWinRate, with: "coalesce(\(closedWinRate), 0)")),
    Mutant(
      "performance-closed-rate-half-even", "Rounds halves to even.",
      .round(closedWinRate, as: WrongRounding.halfEven(4))),
    Mutant(
      "performance-closed-rate-truncated", "Truncates instead of rounding.",
      .round(closedWinRate, as: WrongRounding.truncated(4))),
    Mutant(
      "performance-closed-overflow-is-an-error", "Lets a closed amount raise an error.", poison: .wideAmounts,
      raisesErrors: true,
      .replace("abs(round(closed_won_amount, 2)) >= 1e18", with: "false")),
    Mutant(
      "performance-nan-of-old-deals-is-zero", "Adds the NaN of a deal created before the window as 0.",
      poison: .nanAmounts,
      .replace(closedTotalSQL, with: "sum(NULLIF(amount, 'NaN')) FILTER (WHERE outcome = 'DONE_SUCCESS')")),

    // Median.
    Mutant(
      "performance-median-lower", "Takes the lower of two middle times.",
      .replace(middleTimes, with: "2 * \(lowerTime)")),
    Mutant(
      "performance-median-upper", "Takes the upper of two middle times.",
      .replace(middleTimes, with: "2 * \(upperTime)")),
    Mutant(
      "performance-median-is-average", "Reports the average time.",
      .replace(middleTimes, with: "2 * (SELECT avg(s) FROM unnest(seconds) AS s)")),
    Mutant(
      "performance-median-float", "Computes the median in binary floating point.",
      .replace(
        middleTimes,
        with:
          "2 * (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY s::float8) FROM unnest(seconds) AS s)::numeric"
      )),
    Mutant(
      "performance-median-of-won", "Leaves lost deals out of the median.",
      .replace("WHERE d.outcome IS NOT NULL", with: "WHERE d.outcome = 'DONE_SUCCESS'")),
    Mutant(
      "performance-median-of-created", "Leaves deals that were created earlier out of the median.",
      .append(" AND d.is_created", after: "WHERE d.outcome IS NOT NULL")),
    Mutant(
      "performance-median-of-rounded-times", "Rounds each time to the column's places.",
      .replace(secondsToCloseSQL, with: "round((\(secondsToCloseSQL)) / 86400, 4) * 86400"),
      .replace(
        "sum(seconds_to_close) FILTER (WHERE is_created",
        with: """
          sum(extract(epoch FROM closed_at) - extract(epoch FROM created_at)) FILTER (WHERE is_created
          """)),
    Mutant(
      "performance-median-whole-seconds", "Drops the fractions of seconds.",
      .replace(lowerTime, with: "trunc(\(lowerTime))"), .replace(upperTime, with: "trunc(\(upperTime))")),
    Mutant(
      "performance-median-half-even", "Rounds halves to even.",
      .round(medianInDays, as: WrongRounding.halfEven(4))),
    Mutant(
      "performance-median-half-up", "Rounds negative halves up, not away from zero.",
      .round(medianInDays, as: WrongRounding.halfUp(4))),
    Mutant(
      "performance-median-truncated", "Truncates instead of rounding.",
      .round(medianInDays, as: WrongRounding.truncated(4))),
    Mutant(
      "performance-median-rounded-twice", "Rounds the median to 6 places, then to 4.",
      .round(medianInDays, as: WrongRounding.twice(6))),
    Mutant(
      "performance-median-of-owners", "Leaves deals out that are only assigned.",
      .replace("('USER', NULLIF(d.assigned_user_id, d.owned_by_user_id)), ", with: "")),
    Mutant(
      "performance-median-users-and-groups-mixed", "Gives a user the times of the group with the same id.",
      .replace("('GROUP', d.owned_by_group_id)", with: "('USER', d.owned_by_group_id)")),
    Mutant(
      "performance-median-zero-when-none-closed", "The median is 0 where nothing was closed.",
      .replace(medianInDays, with: "coalesce(\(medianInDays), 0)")),
    Mutant(
      "performance-median-of-infinite-times",
      "Reports a median that is finite, though a deal was created at no time.",
      poison: .infiniteInstants,
      .replace("bool_or(NOT isfinite(d.created_at))", with: "false")),
    Mutant(
      "performance-median-limit-too-low", "Fails for a median of six digits.", poison: .farInstants,
      .replace("\(medianTimeSQL) >= 1e6", with: "\(medianTimeSQL) >= 1e5")),
    Mutant(
      "performance-median-overflow-is-an-error", "Lets a median that exceeds its column raise an error.",
      poison: .farInstants, raisesErrors: true,
      .replace("\(medianTimeSQL) >= 1e6", with: "false")),

    // Currency.
    Mutant(
      "performance-currency-of-every-deal", "Counts deals that were created in the window and not won.",
      of: [.dealCurrency],
      .replace("outcome = 'DONE_SUCCESS' AND is_in_other_currency", with: "is_in_other_currency")),
    Mutant(
      "performance-currency-of-lost", "Counts lost deals.", of: [.dealCurrency],
      .replace(
        "outcome = 'DONE_SUCCESS' AND is_in_other_currency",
        with: "outcome IS NOT NULL AND is_in_other_currency")),
    Mutant(
      "performance-currency-of-created", "Counts won deals only if they were created in the window.",
      of: [.dealCurrency],
      .replace(
        "outcome = 'DONE_SUCCESS' AND is_in", with: "is_created AND outcome = 'DONE_SUCCESS' AND is_in")),
    Mutant(
      "performance-currency-without-amount", "Does not count deals without an amount.", of: [.dealCurrency],
      .replace("AND is_in_other_currency)", with: "AND is_in_other_currency AND is_priced)"),
      .append(" d.amount IS NOT NULL AS is_priced,", after: "coalesce(d.amount::numeric, 0) AS amount,")),

    // The tenant as a whole.
    Mutant(
      "performance-total-missing", "Makes no run for the tenant.",
      .replace("false\n  WHERE :'total'::boolean", with: "false WHERE false")),
    Mutant(
      "performance-total-always", "Makes a run for the tenant, asked for or not.",
      .replace("false\n  WHERE :'total'::boolean", with: "false WHERE true OR :'total'::boolean")),
    Mutant(
      "performance-total-without-nobody's", "Leaves the deals of nobody out of the tenant's.",
      .replace(
        "FROM candidate\n  LEFT JOIN dirty",
        with: "FROM (SELECT * FROM candidate WHERE \(hasPrincipal)) AS candidate\n  LEFT JOIN dirty")),
    Mutant(
      "performance-total-of-users-only", "Leaves the deals of groups alone out of the tenant's.",
      .replace(
        "(assigned_group_id), (tenant_id))",
        with: "(assigned_group_id), (tenant_id, owned_by_user_id IS NULL AND assigned_user_id IS NULL))"),
      .replace(
        "coalesce(\(ofPrincipal), tenant_id)",
        with: """
          CASE WHEN grouping(tenant_id) = 1 THEN \(ofPrincipal)
          WHEN NOT (owned_by_user_id IS NULL AND assigned_user_id IS NULL) THEN tenant_id END
          """)),
    Mutant(
      "performance-total-of-principals", "Adds up the principals for the tenant.",
      .replace(
        "(assigned_group_id), (tenant_id))",
        with: """
          (assigned_group_id), (tenant_id, owned_by_user_id), (tenant_id, assigned_user_id), \
          (tenant_id, owned_by_group_id), (tenant_id, assigned_group_id))
          """),
      .replace(
        "coalesce(\(ofPrincipal), tenant_id)",
        with: """
          CASE WHEN grouping(tenant_id) = 1 THEN \(ofPrincipal) WHEN \(ofPrincipal) IS NOT NULL THEN tenant_id END
          """)),
    Mutant(
      "performance-total-without-median", "Gives the tenant no median.",
      .replace("SELECT 'TENANT', d.tenant_id\n", with: "SELECT 'TENANT', NULL::uuid\n")),
    Mutant(
      "performance-total-median-per-principal",
      "Counts a deal once for each of its principals in the tenant's median.",
      .replace(
        "SELECT 'TENANT', d.tenant_id\n    WHERE :'total'::boolean",
        with: """
          SELECT 'TENANT', d.tenant_id
          FROM (VALUES (d.owned_by_user_id), (d.assigned_user_id), (d.owned_by_group_id), (d.assigned_group_id)) AS v (id)
          WHERE id IS NOT NULL AND :'total'::boolean
          """)),
  ]

  private static let closedWinRate = "round(won_count, 40) / NULLIF(won_count + lost_count, 0)"
  private static let lowerTime = "seconds[(cardinality(seconds) + 1) / 2]"
  private static let upperTime = "seconds[cardinality(seconds) / 2 + 1]"
  private static let middleTimes = "\(lowerTime) + \(upperTime)"
  private static let medianInDays = "round(twice_seconds_to_close, 40) / (2 * 86400)"
  private static let ofPrincipal =
    "coalesce(owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id)"
  private static let hasPrincipal = ofPrincipal + " IS NOT NULL"
}
