import Reports

extension PipelineCoverageOracle {
  /// Wrong versions of pipeline coverage.
  static let mutants = firstMutants + laterMutants

  private static let firstMutants: [Mutant] = [
    // Tenants.
    Mutant(
      "coverage-deal-of-any-tenant", "Reads deals of every tenant.",
      .replace("WHERE d.tenant_id = :'tenant_id'::uuid\n)", with: "WHERE true\n)")),
    Mutant(
      "coverage-stage-of-any-tenant", "Joins stages by id alone.",
      .remove("p.tenant_id = d.tenant_id AND ")),
    Mutant(
      "coverage-target-of-any-tenant", "Adds targets of every tenant.",
      .replace(
        "WHERE t.tenant_id = :'tenant_id'::uuid\n    AND t.principal_type",
        with: "WHERE true AND t.principal_type")),
    Mutant(
      "coverage-pipelines-of-any-tenant", "Makes runs for other tenants' pipelines.",
      .replace(
        "WHERE tenant_id = :'tenant_id'::uuid AND pipeline_id IS NOT NULL",
        with: "WHERE :'tenant_id'::uuid IS NOT NULL AND pipeline_id IS NOT NULL")),

    // Principals and pipelines.
    Mutant(
      "coverage-user-owner-and-assignee-twice",
      "Counts a deal twice if its owner is also its assignee.",
      .replace("NULLIF(d.assigned_user_id, d.owned_by_user_id)", with: "d.assigned_user_id")),
    Mutant(
      "coverage-group-owner-and-assignee-twice",
      "Counts a deal twice if its owning group is also assigned to it.",
      .replace("NULLIF(d.assigned_group_id, d.owned_by_group_id)", with: "d.assigned_group_id")),
    Mutant(
      "coverage-users-and-groups-mixed",
      "Gives a user the deals of the group with the same id.",
      .replace(
        "ELSE CASE WHEN grouping(owned_by_user_id) = 0 OR grouping(assigned_user_id) = 0 THEN",
        with: "ELSE CASE WHEN grouping(assigned_group_id) = 1 THEN")),
    Mutant(
      "coverage-target-type-ignored",
      "Gives a user the targets of the group with the same id.",
      .replace(
        "t.principal_type::text, t.principal_id,\n    CASE", with: "'USER', t.principal_id,\n    CASE")),
    Mutant(
      "coverage-assigned-user-ignored", "Counts only the deals that a user owns.",
      .replace("NULLIF(d.assigned_user_id, d.owned_by_user_id)", with: "NULL::uuid")),
    Mutant(
      "coverage-assigned-group-ignored", "Counts only the deals that a group owns.",
      .replace("NULLIF(d.assigned_group_id, d.owned_by_group_id)", with: "NULL::uuid")),
    Mutant(
      "coverage-owner-ignored", "Counts only assigned deals.",
      .replace("NULLIF(d.assigned_user_id, d.owned_by_user_id)", with: "d.assigned_user_id"),
      .replace("d.owned_by_user_id,", with: "NULL::uuid AS owned_by_user_id,")),
    Mutant(
      "coverage-assignee-only-without-owner",
      "Counts a deal for its assignee only where it has no owner.",
      .replace(
        "NULLIF(d.assigned_user_id, d.owned_by_user_id)",
        with: "CASE WHEN d.owned_by_user_id IS NULL THEN d.assigned_user_id END")),
    Mutant(
      "coverage-principal-without-data-dropped", "No zero row for a principal without data.",
      .append(
        " AND (:'pipeline_selection'::text <> 'combined' OR NOT bool_and(is_run))",
        after: "HAVING bool_or(is_run)")),
    Mutant(
      "coverage-pipelines-of-deals",
      "`each` makes runs for the deals' pipelines instead of the stages'.",
      .replace("FROM pipeline_stage\n", with: "FROM deal\n")),
    Mutant(
      "coverage-pairs-with-data-only",
      "`each` makes runs only for pipelines in which the principal has data.",
      .append(
        " AND (:'pipeline_selection'::text <> 'each' OR NOT bool_and(is_run))",
        after: "HAVING bool_or(is_run)")),
    Mutant(
      "coverage-pipeline-of-the-stage",
      "Uses the stage's pipeline, not the deal's.",
      .replace("    d.pipeline_id,", with: "    p.pipeline_id,")),
    Mutant(
      "coverage-stage-pipeline-must-match",
      "Leaves out deals whose stage belongs to another pipeline.",
      .append(" AND p.pipeline_id = d.pipeline_id", after: "p.id = d.stage_id")),

    // Period.
    Mutant(
      "coverage-end-inclusive",
      "Counts a deal that closes on the period's end date.",
      .replace("< :'end_date'::date", with: "<= :'end_date'::date")),
    Mutant(
      "coverage-start-exclusive",
      "Leaves out a deal that closes on the period's first date.",
      .replace(">= :'start_date'::date", with: "> :'start_date'::date")),
    Mutant(
      "coverage-utc-dates",
      "Compares close dates with the UTC dates of the window's instants.",
      .replace(
        ">= :'start_date'::date", with: ">= (:'period_start'::timestamptz AT TIME ZONE 'UTC')::date"),
      .replace("< :'end_date'::date", with: "< (:'period_end'::timestamptz AT TIME ZONE 'UTC')::date")),
    Mutant(
      "coverage-close-dates-as-instants",
      "Compares the UTC midnights of close dates with the window's instants.",
      .replace(
        "coalesce(d.expected_close_date, d.close_date)",
        with: "coalesce(d.expected_close_date, d.close_date)::timestamp AT TIME ZONE 'UTC'", times: 2),
      .replace(">= :'start_date'::date", with: ">= :'period_start'::timestamptz"),
      .replace("< :'end_date'::date", with: "< :'period_end'::timestamptz")),
    Mutant(
      "coverage-targets-of-utc-dates",
      "Looks for targets by the UTC dates of the window's instants.",
      .replace(
        "t.period_start = :'start_date'::date",
        with: "t.period_start = (:'period_start'::timestamptz AT TIME ZONE 'UTC')::date"),
      .replace(
        "t.period_end = :'end_date'::date",
        with: "t.period_end = (:'period_end'::timestamptz AT TIME ZONE 'UTC')::date")),
    Mutant(
      "coverage-close-date-ignored", "Uses expected_close_date only.",
      .replace(closeDateSQL, with: "d.expected_close_date", times: 2)),
    Mutant(
      "coverage-expected-close-date-ignored", "Uses close_date only.",
      .replace(closeDateSQL, with: "d.close_date", times: 2)),
    Mutant(
      "coverage-close-date-first", "Prefers close_date to expected_close_date.",
      .replace(closeDateSQL, with: "coalesce(d.close_date, d.expected_close_date)", times: 2)),
    Mutant(
      "coverage-undated-deals-counted", "Counts deals without a date.",
      .replace(
        closeDateSQL, with: "coalesce(d.expected_close_date, d.close_date, :'start_date'::date)", times: 2)),

    // Targets.
    Mutant(
      "coverage-targets-overlapping",
      "Adds targets whose period overlaps the window.",
      .replace("t.period_start = :'start_date'::date", with: "t.period_start < :'end_date'::date"),
      .replace("t.period_end = :'end_date'::date", with: "t.period_end > :'start_date'::date")),
    Mutant(
      "coverage-targets-within", "Adds targets whose period lies within the window.",
      .replace("t.period_start = :'start_date'::date", with: "t.period_start >= :'start_date'::date"),
      .replace("t.period_end = :'end_date'::date", with: "t.period_end <= :'end_date'::date")),
    Mutant(
      "coverage-targets-by-start", "Adds targets with any period_end.",
      .remove("AND t.period_end = :'end_date'::date")),
    Mutant(
      "coverage-targets-by-end", "Adds targets with any period_start.",
      .remove("AND t.period_start = :'start_date'::date")),
    Mutant(
      "coverage-combined-overall-targets-only",
      "`combined` leaves out targets set for a pipeline.",
      .append(
        " AND (t.pipeline_id IS NULL OR :'pipeline_selection'::text <> 'combined')",
        after: "AND t.period_end = :'end_date'::date")),
    Mutant(
      "coverage-overall-target-for-each-pipeline",
      "A pipeline's run adds targets set for no pipeline.",
      .replace(
        "THEN t.pipeline_id END,\n    false, t.target_amount::numeric, t.pipeline_id IS NULL, \(noDeals)\n  FROM sales_target t",
        with: """
          THEN coalesce(t.pipeline_id, r.pipeline_id) END,
          false, t.target_amount::numeric, t.pipeline_id IS NULL, \(noDeals)
          FROM sales_target t LEFT JOIN unnest(:'pipelines'::uuid[]) AS r (pipeline_id) ON t.pipeline_id IS NULL
          """)),
    Mutant(
      "coverage-one-target-only", "Uses only the greatest of several targets.",
      .replace("sum(target_amount)", with: "max(target_amount)")),
    Mutant(
      "coverage-target-per-deal", "Adds the target once per open deal.",
      .append(
        " * greatest(1, count(*) FILTER (WHERE NOT is_run AND is_overall_target IS NULL))",
        after: "sum(target_amount)")),
    Mutant(
      "coverage-missing-target-is-zero", "Reports 0 where there is no target.",
      .replace("sum(target_amount)", with: "coalesce(sum(target_amount), 0)")),

    // Open deals.
    Mutant(
      "coverage-terminal-counted-open", "Counts deals in terminal stages.",
      .replace("p.stage_state::text NOT IN ('DONE_SUCCESS', 'DONE_FAILED')", with: "true")),
    Mutant(
      "coverage-lost-counted-open", "Counts lost deals.",
      .replace("NOT IN ('DONE_SUCCESS', 'DONE_FAILED')", with: "<> 'DONE_SUCCESS'")),
    Mutant(
      "coverage-won-counted-open", "Counts won deals.",
      .replace("NOT IN ('DONE_SUCCESS', 'DONE_FAILED')", with: "<> 'DONE_FAILED'")),
    Mutant(
      "coverage-terminal-by-prefix", "Treats the stage state DONE as terminal.",
      .replace("NOT IN ('DONE_SUCCESS', 'DONE_FAILED')", with: "NOT LIKE 'DONE%'")),
    Mutant(
      "coverage-terminal-any-case", "Treats the stage state done_success as terminal.",
      .replace("p.stage_state::text NOT IN", with: "upper(p.stage_state::text) NOT IN")),
    Mutant(
      "coverage-status-of-the-deal", "Decides by deal.status whether a deal is open.",
      .replace(
        "p.stage_state::text NOT IN ('DONE_SUCCESS', 'DONE_FAILED')",
        with: "d.status NOT IN ('WON', 'LOST')")),
    Mutant(
      "coverage-unknown-stage-open",
      "Counts deals whose stage does not exist, or that have none.",
      .replace("p.stage_state::text NOT IN", with: "coalesce(p.stage_state::text, 'OPEN') NOT IN")),
    Mutant(
      "coverage-stage-of-the-state",
      "Uses the stage of the current stage states, not deal.stage_id.",
      .replace(
        "LEFT JOIN pipeline_stage p ON p.tenant_id = d.tenant_id AND p.id = d.stage_id",
        with: """
          LEFT JOIN (
            deal_pipeline_stage_state s
            JOIN pipeline_stage p ON p.tenant_id = s.tenant_id AND p.id = s.pipeline_stage_id
          ) ON s.tenant_id = d.tenant_id AND s.deal_id = d.id AND s.is_current
          """)),
    Mutant(
      "coverage-null-open-amount",
      "Open amount is NULL where there are no deals.",
      .replace("0 AS open_amount", with: "NULL::numeric AS open_amount")),
    Mutant(
      "coverage-float-sum", "Adds in binary floating point.",
      .replace("sum(open_amount)", with: "sum(open_amount::float8)::numeric")),
    Mutant(
      "coverage-float-target", "Adds targets in binary floating point.",
      .replace("sum(target_amount)", with: "sum(target_amount::float8)::numeric")),

    // Ratio.
    Mutant(
      "coverage-zero-target-ratioSQL-zero", "Ratio 0 for a target of 0.",
      .replace(ratioSQL, with: "CASE WHEN target_amount = 0 THEN 0 ELSE \(ratioSQL) END")),
    Mutant(
      "coverage-zero-target-is-an-error", "Divides by a target of 0.", raisesErrors: true,
      .replace("NULLIF(target_amount, 0)", with: "target_amount")),
    Mutant(
      "coverage-negative-target-no-ratioSQL", "No ratioSQL for a negative target.",
      .replace("NULLIF(target_amount, 0)", with: "CASE WHEN target_amount > 0 THEN target_amount END")),
    Mutant(
      "coverage-ratioSQL-inverted", "Divides the target by the open amount.",
      .replace(ratioSQL, with: "round(target_amount, 40) / NULLIF(open_amount, 0)")),
    Mutant(
      "coverage-ratioSQL-float", "Divides in binary floating point.",
      .replace(ratioSQL, with: "(open_amount::float8 / NULLIF(target_amount, 0)::float8)::numeric")),
    Mutant(
      "coverage-ratioSQL-default-division",
      "Divides to PostgreSQL's default number of places, then rounds to 4.",
      .replace(ratioSQL, with: "open_amount / NULLIF(target_amount, 0)")),
    Mutant(
      "coverage-ratioSQL-half-even", "Rounds halves to even.",
      .round(ratioSQL, as: WrongRounding.halfEven(4))),
    Mutant(
      "coverage-ratioSQL-half-up", "Rounds negative halves up, not away from zero.",
      .round(ratioSQL, as: WrongRounding.halfUp(4))),
    Mutant(
      "coverage-ratioSQL-truncated", "Truncates instead of rounding.",
      .round(ratioSQL, as: WrongRounding.truncated(4))),
    Mutant(
      "coverage-ratioSQL-rounded-twice", "Rounds to 5 places, then to 4.",
      .round(ratioSQL, as: WrongRounding.twice(5))),

    // Dirty data.
    Mutant(
      "coverage-nan-fails-every-principal",
      "A NaN of one principal fails the others' runs.", poison: .nanAmounts,
      .replace(
        "is_fact AND open_amount IN ('NaN', 'Infinity', '-Infinity')",
        with: "bool_or(open_amount = 'NaN') OVER ()")),
    Mutant(
      "coverage-nan-of-closed-deals-fails",
      "Fails for a NaN of a deal that is not open.", poison: .nanAmounts,
      .replace(
        "p.stage_state::text NOT IN ('DONE_SUCCESS', 'DONE_FAILED')",
        with: "(p.stage_state::text NOT IN ('DONE_SUCCESS', 'DONE_FAILED') OR d.amount = 'NaN')")),
    Mutant(
      "coverage-nan-of-other-periods-fails",
      "Fails for a NaN of a deal that does not close in the period.", poison: .nanAmounts,
      .replace("AND \(closeDateSQL) >=", with: "AND (d.amount = 'NaN' OR \(closeDateSQL) >="),
      .append(")", after: "< :'end_date'::date")),
    Mutant(
      "coverage-nan-is-zero", "Adds a NaN as 0.", poison: .nanAmounts,
      .replace("coalesce(d.amount::numeric, 0)", with: "coalesce(NULLIF(d.amount::numeric, 'NaN'), 0)")),
    Mutant(
      "coverage-nan-stored", "Reports NaN as an amount.", poison: .nanAmounts,
      .replace("open_amount IN ('NaN', 'Infinity', '-Infinity')", with: "false"),
      .append(" AND open_amount <> 'NaN'", after: "abs(round(open_amount, 2)) >= 1e18"),
      .append(" AND coverage_ratio <> 'NaN'", after: "abs(round(coverage_ratio, 4)) >= 1e24"),
      .append(
        " AND remaining_coverage_ratio <> 'NaN'", after: "abs(round(remaining_coverage_ratio, 4)) >= 1e24")),
    Mutant(
      "coverage-nan-target-is-no-target",
      "Treats a NaN target as no target.", poison: .nanTargets,
      .replace("false, t.target_amount::numeric,", with: "false, NULLIF(t.target_amount::numeric, 'NaN'),")),
    Mutant(
      "coverage-nan-target-of-other-period-fails",
      "Fails for a NaN target of another period.", poison: .nanTargets,
      .replace("AND t.period_start =", with: "AND (t.target_amount = 'NaN' OR t.period_start ="),
      .append(")", after: "AND t.period_end = :'end_date'::date")),
    Mutant(
      "coverage-failed-run-is-a-fact", "Reports a row of a run that failed.",
      poison: .nanAmounts,
      .replace("is_fact AND error_message IS NULL AS is_fact", with: "is_fact")),
    Mutant(
      "coverage-limit-too-low", "Fails for a total of 18 digits.", poison: .wideAmounts,
      .replace("abs(round(open_amount, 2)) >= 1e18", with: "abs(round(open_amount, 2)) >= 1e17")),
    Mutant(
      "coverage-overflow-is-an-error",
      "Lets a total beyond numeric(20,2) raise an error.", poison: .wideAmounts, raisesErrors: true,
      .replace("abs(round(open_amount, 2)) >= 1e18", with: "false")),
    Mutant(
      "coverage-target-overflow-is-an-error",
      "Lets a target beyond numeric(20,2) raise an error.", poison: .wideAmounts, raisesErrors: true,
      .replace("abs(round(target_amount, 2)) >= 1e18", with: "false"),
      .replace("abs(round(remaining_target_amount, 2)) >= 1e18", with: "false")),
    Mutant(
      "coverage-both-kinds-of-any-period",
      "Warns of two kinds of target in different periods.",
      .remove("AND t.period_start = :'start_date'::date"),
      .remove("AND t.period_end = :'end_date'::date"),
      .replace(
        "false, t.target_amount::numeric,",
        with: """
          false, CASE WHEN (t.period_start, t.period_end) = (:'start_date'::date, :'end_date'::date) \
          THEN t.target_amount END,
          """)),
    Mutant(
      "coverage-any-overall-target-warns",
      "Warns of a principal that has only one kind of target.",
      .remove(" AND NOT bool_and(is_overall_target)")),
    Mutant(
      "coverage-both-kinds-never-warns", "Does not warn of both kinds of target.",
      .replace("has_both_kinds AND", with: "false AND")),
    Mutant(
      "coverage-stateless-stage-open", "Counts deals in stages without a state.",
      .replace("p.stage_state::text NOT IN", with: "coalesce(p.stage_state::text, '') NOT IN")),
    Mutant(
      "coverage-codes-without-blanks", "Takes a state with a blank before it for a closed one.",
      .replace("p.stage_state::text NOT IN", with: "trim(p.stage_state::text) NOT IN")),
    Mutant(
      "coverage-combined-warns-of-pipelines", "Warns of missing stages where pipelines are combined.",
      .replace(
        "CASE WHEN stages = 0 AND :'pipeline_selection'::text <> 'combined' THEN",
        with: "CASE WHEN stages = 0 THEN")),
    Mutant(
      "coverage-pipelines-never-warn", "Does not warn of a listed pipeline without stages.",
      .replace("CASE WHEN stages = 0 AND", with: "CASE WHEN false AND")),
    Mutant(
      "coverage-stages-of-any-tenant", "Counts stages of every tenant for the warnings.",
      .replace("p.tenant_id = :'tenant_id'::uuid AND p.pipeline_id = r.id", with: "p.pipeline_id = r.id")),
    Mutant(
      "coverage-stateless-stages-of-the-tenant", "Warns of stages of other pipelines.",
      .replace(
        "max(stages_without_state) AS", with: "(SELECT sum(stages_without_state) FROM pipeline) AS")),
  ]

  static let closeDateSQL = "coalesce(d.expected_close_date, d.close_date)"
  private static let noDeals = "NULL, NULL, NULL, NULL, NULL, NULL"
  static let ratioSQL = "round(open_amount, 40) / NULLIF(target_amount, 0)"
}
