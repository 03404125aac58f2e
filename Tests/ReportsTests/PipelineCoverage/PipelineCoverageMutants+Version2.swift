import Reports

/// Mistakes in what came with version 2.
extension PipelineCoverageOracle {
  static let laterMutants: [Mutant] = [
    // Won.
    Mutant(
      "coverage-won-until-the-end", "Counts closes at as_of and later.",
      .replace(":'counted_until'", with: ":'period_end'")),
    Mutant(
      "coverage-won-end-inclusive", "Counts a close exactly at the end.",
      .replace("s.entered_at < :", with: "s.entered_at <= :")),
    Mutant(
      "coverage-won-start-exclusive", "Leaves out a close exactly at the window's start.",
      .replace("s.entered_at >= :", with: "s.entered_at > :")),
    Mutant(
      "coverage-won-before-the-window", "Counts closes before the window.",
      .replace("s.entered_at >= :'period_start'::timestamptz", with: "true")),
    Mutant(
      "coverage-won-created-in-the-window", "Leaves out deals that were created before the window.",
      .replace(
        isWon, with: "c.outcome = 'DONE_SUCCESS' AND d.created_at >= :'period_start'::timestamptz AS is_won")),
    Mutant(
      "coverage-won-by-close-date", "Counts a won deal by the date on which it should close.",
      .replace(
        isWon,
        with: """
          c.outcome = 'DONE_SUCCESS' AND \(closeDateSQL) >= :'start_date'::date AND \(closeDateSQL) < :'end_date'::date
          AS is_won
          """)),
    Mutant(
      "coverage-won-by-the-deal's-stage", "Takes a deal for won by its own stage.",
      .replace(isWon, with: "c.outcome IS NOT NULL AND p.stage_state::text = 'DONE_SUCCESS' AS is_won")),
    Mutant(
      "coverage-lost-counted-won", "Adds the amounts of lost deals to those of won ones.",
      .replace(isWon, with: "c.outcome IS NOT NULL AS is_won")),
    Mutant(
      "coverage-won-is-not-open", "Leaves a won deal out of the open amount.",
      .replace("FILTER (WHERE is_open)", with: "FILTER (WHERE is_open AND is_won IS NOT TRUE)")),
    Mutant(
      "coverage-won-unless-open", "Leaves an open deal out of the won amount.",
      .replace("FILTER (WHERE is_won)", with: "FILTER (WHERE is_won AND is_open IS NOT TRUE)")),
    Mutant(
      "coverage-latest-close", "Uses the latest close in the window.",
      .replace(choice, with: "ORDER BY s.deal_id, s.entered_at DESC, s.pipeline_stage_id")),
    Mutant(
      "coverage-close-of-greatest-stage", "Resolves a tie in entered_at by the greatest stage id.",
      .replace(choice, with: choice + " DESC")),
    Mutant(
      "coverage-first-won", "Uses the first won stage, though the deal was lost before.",
      .replace(
        choice, with: "ORDER BY s.deal_id, p.stage_state::text DESC, s.entered_at, s.pipeline_stage_id")),
    Mutant("coverage-every-close", "Counts a deal once for each close.", .remove("DISTINCT ON (s.deal_id) ")),
    Mutant("coverage-close-not-current", "Uses rows that are not current.", .remove("AND s.is_current")),
    Mutant(
      "coverage-close-of-null", "Takes a row for current though is_current is NULL.",
      .replace("AND s.is_current", with: "AND s.is_current IS NOT FALSE")),
    Mutant(
      "coverage-close-of-any-tenant", "Chooses the close among those of every tenant.",
      .replace(
        "WHERE s.tenant_id = :'tenant_id'::uuid\n    AND s.is_current",
        with: "WHERE true\n    AND s.is_current")),
    Mutant(
      "coverage-close-of-any-tenant's-stage", "Looks up the closed stage by id alone.",
      .remove("p.tenant_id = s.tenant_id AND ")),
    Mutant(
      "coverage-close-in-own-pipeline", "Leaves out closes in other pipelines than the stage's own.",
      .append(" AND p.pipeline_id = s.pipeline_id", after: "p.id = s.pipeline_stage_id")),
    Mutant(
      "coverage-close-any-case", "Takes the stage state done_success for a closed one.",
      .replace("AND p.stage_state::text IN (", with: "AND upper(p.stage_state::text) IN ("),
      .replace("p.stage_state::text AS outcome", with: "upper(p.stage_state::text) AS outcome")),
    Mutant(
      "coverage-null-won-amount", "The won amount is NULL where nothing was won.",
      .replace("0 AS won_amount", with: "NULL::numeric AS won_amount")),
    Mutant(
      "coverage-float-won", "Adds won amounts in binary floating point.",
      .replace("sum(won_amount)", with: "sum(won_amount::float8)::numeric")),
    Mutant(
      "coverage-nan-of-lost-deals-fails", "Fails for a NaN of a lost deal.", poison: .nanAmounts,
      .replace(
        isWon, with: "c.outcome = 'DONE_SUCCESS' OR c.outcome IS NOT NULL AND d.amount = 'NaN' AS is_won")),
    Mutant(
      "coverage-nan-of-won-deals-is-zero", "Adds the NaN of a won deal as 0.", poison: .nanAmounts,
      .replace("sum(amount) FILTER (WHERE is_won)", with: "sum(NULLIF(amount, 'NaN')) FILTER (WHERE is_won)")),
    Mutant(
      "coverage-won-overflow-is-an-error", "Lets a won amount beyond numeric(20,2) raise an error.",
      poison: .wideAmounts, raisesErrors: true,
      .replace("abs(round(won_amount, 2)) >= 1e18", with: "false"),
      .replace("abs(round(remaining_target_amount, 2)) >= 1e18", with: "false")),

    // What remains of the target.
    Mutant(
      "coverage-remaining-below-zero", "What remains is negative where more is won than the target.",
      .replace("greatest(target_amount - won_amount, 0)", with: "target_amount - won_amount")),
    Mutant(
      "coverage-remaining-without-target", "0 remains where there is no target.",
      .replace("CASE WHEN target_amount IS NOT NULL THEN greatest", with: "CASE WHEN true THEN greatest")),
    Mutant(
      "coverage-remaining-is-the-target", "Does not subtract what is won.",
      .replace("greatest(target_amount - won_amount, 0)", with: "greatest(target_amount, 0)")),
    Mutant(
      "coverage-remaining-less-open", "Subtracts the open amount.",
      .replace("greatest(target_amount - won_amount, 0)", with: "greatest(target_amount - open_amount, 0)")),
    Mutant(
      "coverage-remaining-at-most-the-target", "Does not add back negative amounts that are won.",
      .replace(
        "greatest(target_amount - won_amount, 0)",
        with: "greatest(target_amount - greatest(won_amount, 0), 0)")),
    Mutant(
      "coverage-remaining-ratioSQL-of-nothing", "The ratioSQL is 0 where nothing remains.",
      .replace(
        remainingRatio, with: "CASE WHEN remaining_target_amount = 0 THEN 0 ELSE \(remainingRatio) END")),
    Mutant(
      "coverage-remaining-ratioSQL-of-rounded", "Divides by what remains in whole cents.",
      .replace(remainingRatio, with: "round(open_amount, 40) / NULLIF(round(remaining_target_amount, 2), 0)")),
    Mutant(
      "coverage-remaining-ratioSQL-of-rounded-open", "Divides the open amount in whole cents.",
      .replace(remainingRatio, with: "round(round(open_amount, 2), 40) / NULLIF(remaining_target_amount, 0)")),
    Mutant(
      "coverage-remaining-ratioSQL-of-all", "Divides what is open and won by the target.",
      .replace(remainingRatio, with: "round(open_amount + won_amount, 40) / NULLIF(target_amount, 0)")),
    Mutant(
      "coverage-remaining-ratioSQL-default-division",
      "Divides to PostgreSQL's default number of places, then rounds to 4.",
      .replace(remainingRatio, with: "open_amount / NULLIF(remaining_target_amount, 0)")),
    Mutant(
      "coverage-remaining-ratioSQL-half-even", "Rounds halves to even.",
      .round(remainingRatio, as: WrongRounding.halfEven(4))),
    Mutant(
      "coverage-remaining-ratioSQL-truncated", "Truncates instead of rounding.",
      .round(remainingRatio, as: WrongRounding.truncated(4))),
    Mutant(
      "coverage-remaining-limit-too-low", "Fails where 18 digits remain.", poison: .wideAmounts,
      .replace(
        "abs(round(remaining_target_amount, 2)) >= 1e18",
        with: "abs(round(remaining_target_amount, 2)) >= 1e17")),
    Mutant(
      "coverage-remaining-overflow-is-an-error", "Lets what remains raise an error.", poison: .wideAmounts,
      raisesErrors: true,
      .replace("abs(round(remaining_target_amount, 2)) >= 1e18", with: "false")),
    Mutant(
      "coverage-remaining-ratioSQL-overflow-is-an-error", "Lets the ratioSQL raise an error.",
      poison: .wideAmounts,
      raisesErrors: true,
      .replace("abs(round(remaining_coverage_ratio, 4)) >= 1e24", with: "false")),

    // Open deals that were created later.
    Mutant(
      "coverage-created-before-ignored", "Counts open deals that were created at as_of or later.",
      .remove("AND (d.created_at >= (SELECT created_before FROM period)) IS NOT TRUE")),
    Mutant(
      "coverage-created-before-inclusive", "Counts an open deal that was created exactly at as_of.",
      .replace("d.created_at >= (SELECT", with: "d.created_at > (SELECT")),
    Mutant(
      "coverage-created-before-always", "Looks at the creation of open deals for every window.",
      .replace("NULLIF(:'created_before', '')::timestamptz", with: ":'counted_until'::timestamptz")),
    Mutant(
      "coverage-created-before-for-won", "Leaves out won deals that were created at as_of or later.",
      .replace(
        isWon,
        with: """
          c.outcome = 'DONE_SUCCESS' AND (d.created_at >= (SELECT created_before FROM period)) IS NOT TRUE AS is_won
          """)),

    // Currency.
    Mutant(
      "coverage-currency-of-every-deal", "Counts deals that are neither open nor won.", of: [.dealCurrency],
      .remove("  WHERE is_open OR is_won\n")),
    Mutant(
      "coverage-currency-of-open-only", "Counts open deals only.", of: [.dealCurrency],
      .replace("FILTER (WHERE is_in_other_currency)", with: "FILTER (WHERE is_open AND is_in_other_currency)")
    ),
    Mutant(
      "coverage-currency-of-won-only", "Counts won deals only.", of: [.dealCurrency],
      .replace("FILTER (WHERE is_in_other_currency)", with: "FILTER (WHERE is_won AND is_in_other_currency)")),
    Mutant(
      "coverage-currency-twice", "Counts a deal that is open and won twice.", of: [.dealCurrency],
      .replace(
        "count(*) FILTER (WHERE is_in_other_currency)",
        with: """
          count(*) FILTER (WHERE is_open AND is_in_other_currency) + count(*) FILTER (WHERE is_won AND is_in_other_currency)
          """)),
    Mutant(
      "coverage-currency-without-amount", "Does not count deals without an amount.", of: [.dealCurrency],
      .replace(
        "FILTER (WHERE is_in_other_currency)", with: "FILTER (WHERE is_in_other_currency AND is_priced)"),
      .append(" d.amount IS NOT NULL AS is_priced,", after: "coalesce(d.amount::numeric, 0) AS amount,")),

    // The tenant as a whole.
    Mutant(
      "coverage-total-missing", "Makes no run for the tenant.",
      .replace("false\n  WHERE :'total'::boolean", with: "false WHERE false")),
    Mutant(
      "coverage-total-always", "Makes a run for the tenant, asked for or not.",
      .replace("false\n  WHERE :'total'::boolean", with: "false WHERE true OR :'total'::boolean")),
    Mutant(
      "coverage-total-without-nobody's", "Leaves the deals of nobody out of the tenant's.",
      .replace(
        "FROM candidate\n", with: "FROM (SELECT * FROM candidate WHERE \(hasPrincipal)) AS candidate\n")),
    Mutant(
      "coverage-total-of-users-only", "Leaves the deals of groups alone out of the tenant's.",
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
      "coverage-total-of-principals", "Adds up the principals for the tenant.",
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
      "coverage-total-has-targets", "Gives the tenant the targets of an unknown type.",
      poison: .unknownPrincipalTypes,
      .replace("AND t.principal_type::text IN ('USER', 'GROUP')\n    -- A target", with: "-- A target")),
    Mutant(
      "coverage-total-adds-targets", "Gives the tenant the targets of all principals.",
      .replace(
        "    sum(target_amount) AS target_amount,\n    sum(open_amount)",
        with: """
          CASE WHEN principal_type = 'TENANT' THEN (SELECT sum(target_amount) FROM part) ELSE sum(target_amount) END
          AS target_amount, sum(open_amount)
          """)),
  ]

  private static let isWon = "c.outcome = 'DONE_SUCCESS' AS is_won"
  private static let choice = "ORDER BY s.deal_id, s.entered_at, s.pipeline_stage_id"
  private static let remainingRatio = "round(open_amount, 40) / NULLIF(remaining_target_amount, 0)"
  private static let ofPrincipal =
    "coalesce(owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id)"
  private static let hasPrincipal = ofPrincipal + " IS NOT NULL"
  /// The columns of a target's part that are about deals, principals and pipelines.
}
