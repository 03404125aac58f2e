extension Mutant {
  /// Wrong versions of pipeline coverage.
  static let coverage: [Mutant] = [
    // Tenants.
    Mutant(
      .pipelineCoverage, "coverage-deal-of-any-tenant", "Reads deals of every tenant.",
      .replace("WHERE d.tenant_id = :'tenant_id'::uuid", with: "WHERE true")),
    Mutant(
      .pipelineCoverage, "coverage-stage-of-any-tenant", "Joins stages by id alone.",
      .remove("p.tenant_id = d.tenant_id AND ")),
    Mutant(
      .pipelineCoverage, "coverage-target-of-any-tenant", "Adds targets of every tenant.",
      .replace(
        "FROM sales_target\n  WHERE tenant_id = :'tenant_id'::uuid", with: "FROM sales_target WHERE true")),
    Mutant(
      .pipelineCoverage, "coverage-deal-principals-of-any-tenant",
      "Makes runs for principals of other tenants' deals.",
      .dealPrincipalsOfAnyTenant),
    Mutant(
      .pipelineCoverage, "coverage-target-principals-of-any-tenant",
      "Makes runs for principals of other tenants' targets.",
      .targetPrincipalsOfAnyTenant),
    Mutant(
      .pipelineCoverage, "coverage-pipelines-of-any-tenant", "Makes runs for other tenants' pipelines.",
      .replace(
        "tenant_id = :'tenant_id'::uuid AND :'pipeline_selection'::text = 'each'",
        with: ":'pipeline_selection'::text = 'each'")),

    // Principals and pipelines.
    Mutant(
      .pipelineCoverage, "coverage-user-owner-and-assignee-twice",
      "Counts a deal twice whose owner is its assignee.",
      .replace("NULLIF(d.assigned_user_id, d.owned_by_user_id)", with: "d.assigned_user_id")),
    Mutant(
      .pipelineCoverage, "coverage-group-owner-and-assignee-twice",
      "Counts a deal twice whose owning group is assigned to it.",
      .replace("NULLIF(d.assigned_group_id, d.owned_by_group_id)", with: "d.assigned_group_id")),
    Mutant(
      .pipelineCoverage, "coverage-users-and-groups-mixed",
      "Gives a user the deals of the group with the same id.",
      .replace("('GROUP', d.owned_by_group_id)", with: "('USER', d.owned_by_group_id)")),
    Mutant(
      .pipelineCoverage, "coverage-target-type-ignored",
      "Gives a user the targets of the group with the same id.",
      .replace("principal_type, principal_id,\n    CASE", with: "'USER', principal_id,\n    CASE")),
    Mutant(
      .pipelineCoverage, "coverage-assigned-user-ignored", "Counts owned deals only.",
      .replace("NULLIF(d.assigned_user_id, d.owned_by_user_id)", with: "NULL")),
    Mutant(
      .pipelineCoverage, "coverage-assigned-group-ignored", "Counts deals that groups own only.",
      .replace("NULLIF(d.assigned_group_id, d.owned_by_group_id)", with: "NULL")),
    Mutant(
      .pipelineCoverage, "coverage-owner-ignored", "Counts assigned deals only.",
      .replace("NULLIF(d.assigned_user_id, d.owned_by_user_id)", with: "d.assigned_user_id"),
      .replace("('USER', d.owned_by_user_id)", with: "('USER', NULL)")),
    Mutant(
      .pipelineCoverage, "coverage-assignee-only-without-owner",
      "Counts a deal for its assignee only where it has no owner.",
      .replace(
        "NULLIF(d.assigned_user_id, d.owned_by_user_id)",
        with: "CASE WHEN d.owned_by_user_id IS NULL THEN d.assigned_user_id END")),
    Mutant(
      .pipelineCoverage, "coverage-principals-with-deals-only",
      "No run for a principal who has only targets.",
      .noPrincipalsOfTargets),
    Mutant(
      .pipelineCoverage, "coverage-principals-with-targets-only",
      "No run for a principal who has only deals.",
      .noPrincipalsOfDeals),
    Mutant(
      .pipelineCoverage, "coverage-principals-assigned-ignored",
      "No run for a principal who is only assigned deals.",
      changes: .principalColumns(users: "owned_by_user_id", groups: "owned_by_group_id")),
    Mutant(
      .pipelineCoverage, "coverage-principals-owners-ignored",
      "No run for a principal who only owns deals.",
      changes: .principalColumns(users: "assigned_user_id", groups: "assigned_group_id")),
    Mutant(
      .pipelineCoverage, "coverage-principals-of-old-deals-ignored",
      "No run for a principal whose deals all close outside the period.",
      .append(
        " coalesce(expected_close_date, close_date) >= :'start_date'::date AND",
        after: "FROM deal\n    WHERE")),
    Mutant(
      .pipelineCoverage, "coverage-principals-of-other-targets-ignored",
      "No run for a principal whose targets are all of other periods.",
      .append(" period_start = :'start_date'::date AND", after: "FROM sales_target\n    WHERE")),
    Mutant(
      .pipelineCoverage, "coverage-nobody-is-a-principal", "Makes a run for the deals of nobody.", .nobody),
    Mutant(
      .pipelineCoverage, "coverage-listed-principals-ignored", "Makes runs for all though some are listed.",
      .listedPrincipalsIgnored),
    Mutant(
      .pipelineCoverage, "coverage-users-ignored", "Makes runs for groups where users are asked for.",
      .usersIgnored),
    Mutant(
      .pipelineCoverage, "coverage-groups-ignored", "Makes runs for users where groups are asked for.",
      .groupsIgnored),
    Mutant(
      .pipelineCoverage, "coverage-listed-without-data-dropped",
      "No zero row for a listed principal without data.",
      .listedWithoutDataDropped),
    Mutant(
      .pipelineCoverage, "coverage-listed-kind-ignored",
      "Takes a listed group for the user with the same id.",
      .listedKindIgnored),
    Mutant(
      .pipelineCoverage, "coverage-pipelines-of-deals",
      "`each` makes runs for the deals' pipelines instead of the stages'.",
      .replace("FROM pipeline_stage\n", with: "FROM deal\n")),
    Mutant(
      .pipelineCoverage, "coverage-listed-pipelines-ignored",
      "Makes runs for each pipeline though some are listed.",
      .replace(
        "AND :'pipeline_selection'::text = 'each'", with: "AND :'pipeline_selection'::text <> 'combined'")),
    Mutant(
      .pipelineCoverage, "coverage-listed-unknown-pipeline-dropped",
      "No run for a listed pipeline that the tenant does not have.",
      .replace(
        "SELECT unnest(:'listed_pipelines'::uuid[])\n  WHERE",
        with: """
          SELECT pipeline_id FROM pipeline_stage \
          WHERE tenant_id = :'tenant_id'::uuid AND pipeline_id = ANY (:'listed_pipelines'::uuid[]) AND
          """)),
    Mutant(
      .pipelineCoverage, "coverage-pairs-with-data-only",
      "`each` makes runs only for pipelines in which the principal has data.",
      .append(
        " AND (:'pipeline_selection'::text <> 'each' OR NOT bool_and(is_run))",
        after: "HAVING bool_or(is_run)")),
    Mutant(
      .pipelineCoverage, "coverage-pipeline-of-the-stage",
      "Takes the stage's pipeline, not the deal's.",
      .replace("THEN d.pipeline_id END", with: "THEN p.pipeline_id END")),
    Mutant(
      .pipelineCoverage, "coverage-stage-pipeline-must-match",
      "Leaves out deals whose stage belongs to another pipeline.",
      .append(" AND p.pipeline_id = d.pipeline_id", after: "p.id = d.stage_id")),

    // Period.
    Mutant(
      .pipelineCoverage, "coverage-end-inclusive",
      "Counts a deal that closes on the period's end date.",
      .replace("< :'end_date'::date", with: "<= :'end_date'::date")),
    Mutant(
      .pipelineCoverage, "coverage-start-exclusive",
      "Leaves out a deal that closes on the period's first date.",
      .replace(">= :'start_date'::date", with: "> :'start_date'::date")),
    Mutant(
      .pipelineCoverage, "coverage-utc-dates",
      "Compares close dates with the UTC dates of the window's instants.",
      .replace(">= :'start_date'::date", with: ">= (:'period_start'::timestamptz AT TIME ZONE 'UTC')::date"),
      .replace("< :'end_date'::date", with: "< (:'period_end'::timestamptz AT TIME ZONE 'UTC')::date")),
    Mutant(
      .pipelineCoverage, "coverage-close-dates-as-instants",
      "Compares the UTC midnights of close dates with the window's instants.",
      .replace(
        "coalesce(d.expected_close_date, d.close_date)",
        with: "coalesce(d.expected_close_date, d.close_date)::timestamp AT TIME ZONE 'UTC'", times: 2),
      .replace(">= :'start_date'::date", with: ">= :'period_start'::timestamptz"),
      .replace("< :'end_date'::date", with: "< :'period_end'::timestamptz")),
    Mutant(
      .pipelineCoverage, "coverage-targets-of-utc-dates",
      "Looks for targets of the UTC dates of the window's instants.",
      .replace(
        "period_start = :'start_date'::date",
        with: "period_start = (:'period_start'::timestamptz AT TIME ZONE 'UTC')::date"),
      .replace(
        "period_end = :'end_date'::date",
        with: "period_end = (:'period_end'::timestamptz AT TIME ZONE 'UTC')::date")),
    Mutant(
      .pipelineCoverage, "coverage-close-date-ignored", "Looks at expected_close_date only.",
      .replace(closeDate, with: "d.expected_close_date", times: 2)),
    Mutant(
      .pipelineCoverage, "coverage-expected-close-date-ignored", "Looks at close_date only.",
      .replace(closeDate, with: "d.close_date", times: 2)),
    Mutant(
      .pipelineCoverage, "coverage-close-date-first", "Prefers close_date to expected_close_date.",
      .replace(closeDate, with: "coalesce(d.close_date, d.expected_close_date)", times: 2)),
    Mutant(
      .pipelineCoverage, "coverage-undated-deals-counted", "Counts deals without a date.",
      .replace(
        closeDate, with: "coalesce(d.expected_close_date, d.close_date, :'start_date'::date)", times: 2)),

    // Targets.
    Mutant(
      .pipelineCoverage, "coverage-targets-overlapping",
      "Adds targets whose period overlaps the window.",
      .replace("period_start = :'start_date'::date", with: "period_start < :'end_date'::date"),
      .replace("period_end = :'end_date'::date", with: "period_end > :'start_date'::date")),
    Mutant(
      .pipelineCoverage, "coverage-targets-within", "Adds targets whose period lies within the window.",
      .replace("period_start = :'start_date'::date", with: "period_start >= :'start_date'::date"),
      .replace("period_end = :'end_date'::date", with: "period_end <= :'end_date'::date")),
    Mutant(
      .pipelineCoverage, "coverage-targets-by-start", "Adds targets whatever their period_end is.",
      .remove("AND period_end = :'end_date'::date")),
    Mutant(
      .pipelineCoverage, "coverage-targets-by-end", "Adds targets whatever their period_start is.",
      .remove("AND period_start = :'start_date'::date")),
    Mutant(
      .pipelineCoverage, "coverage-combined-overall-targets-only",
      "`combined` leaves out targets set for a pipeline.",
      .append(
        " AND (pipeline_id IS NULL OR :'pipeline_selection'::text <> 'combined')",
        after: "AND period_end = :'end_date'::date")),
    Mutant(
      .pipelineCoverage, "coverage-overall-target-for-each-pipeline",
      "A pipeline's run adds targets set for no pipeline.",
      .replace(
        "THEN pipeline_id END,\n    false, target_amount, pipeline_id IS NULL, NULL\n  FROM sales_target",
        with: """
          THEN coalesce(t.pipeline_id, r.pipeline_id) END, false, target_amount, t.pipeline_id IS NULL, NULL
          FROM sales_target t LEFT JOIN pipeline r ON t.pipeline_id IS NULL
          """)),
    Mutant(
      .pipelineCoverage, "coverage-one-target-only", "Takes the greatest of several targets.",
      .replace("sum(target_amount)", with: "max(target_amount)")),
    Mutant(
      .pipelineCoverage, "coverage-target-per-deal", "Adds the target once per open deal.",
      .append(
        " * greatest(1, count(*) FILTER (WHERE NOT is_run AND is_overall_target IS NULL))",
        after: "sum(target_amount)")),
    Mutant(
      .pipelineCoverage, "coverage-missing-target-is-zero", "Reports 0 where there is no target.",
      .replace("sum(target_amount)", with: "coalesce(sum(target_amount), 0)")),

    // Open deals.
    Mutant(
      .pipelineCoverage, "coverage-terminal-counted-open", "Counts deals in terminal stages.",
      .replace("p.stage_state NOT IN ('DONE_SUCCESS', 'DONE_FAILED')", with: "true")),
    Mutant(
      .pipelineCoverage, "coverage-lost-counted-open", "Counts lost deals.",
      .replace("NOT IN ('DONE_SUCCESS', 'DONE_FAILED')", with: "<> 'DONE_SUCCESS'")),
    Mutant(
      .pipelineCoverage, "coverage-won-counted-open", "Counts won deals.",
      .replace("NOT IN ('DONE_SUCCESS', 'DONE_FAILED')", with: "<> 'DONE_FAILED'")),
    Mutant(
      .pipelineCoverage, "coverage-terminal-by-prefix", "Takes the stage state DONE for terminal.",
      .replace("NOT IN ('DONE_SUCCESS', 'DONE_FAILED')", with: "NOT LIKE 'DONE%'")),
    Mutant(
      .pipelineCoverage, "coverage-terminal-any-case", "Takes the stage state done_success for terminal.",
      .replace("p.stage_state NOT IN", with: "upper(p.stage_state) NOT IN")),
    Mutant(
      .pipelineCoverage, "coverage-status-of-the-deal", "Takes deal.status for open or not.",
      .replace(
        "p.stage_state NOT IN ('DONE_SUCCESS', 'DONE_FAILED')", with: "d.status NOT IN ('WON', 'LOST')")),
    Mutant(
      .pipelineCoverage, "coverage-unknown-stage-open",
      "Counts deals whose stage does not exist, or that have none.",
      .replace("JOIN pipeline_stage p", with: "LEFT JOIN pipeline_stage p"),
      .replace("p.stage_state NOT IN", with: "coalesce(p.stage_state, 'OPEN') NOT IN")),
    Mutant(
      .pipelineCoverage, "coverage-stage-of-the-state",
      "Takes the current stage states' stage, not deal.stage_id.",
      .replace(
        "JOIN pipeline_stage p ON p.tenant_id = d.tenant_id AND p.id = d.stage_id",
        with: """
          JOIN deal_pipeline_stage_state s ON s.tenant_id = d.tenant_id AND s.deal_id = d.id AND s.is_current
          JOIN pipeline_stage p ON p.tenant_id = s.tenant_id AND p.id = s.pipeline_stage_id
          """)),
    Mutant(
      .pipelineCoverage, "coverage-null-open-amount",
      "Open amount is NULL where there are no deals.",
      .replace("0 AS open_amount", with: "NULL::numeric AS open_amount")),
    Mutant(
      .pipelineCoverage, "coverage-float-sum", "Adds in binary floating point.",
      .replace("sum(open_amount)", with: "sum(open_amount::float8)::numeric")),
    Mutant(
      .pipelineCoverage, "coverage-float-target", "Adds targets in binary floating point.",
      .replace("sum(target_amount)", with: "sum(target_amount::float8)::numeric")),

    // Ratio.
    Mutant(
      .pipelineCoverage, "coverage-zero-target-ratio-zero", "Ratio 0 for a target of 0.",
      .replace(ratio, with: "CASE WHEN target_amount = 0 THEN 0 ELSE \(ratio) END")),
    Mutant(
      .pipelineCoverage, "coverage-zero-target-is-an-error", "Divides by a target of 0.", raisesErrors: true,
      .replace("NULLIF(target_amount, 0)", with: "target_amount")),
    Mutant(
      .pipelineCoverage, "coverage-negative-target-no-ratio", "No ratio for a negative target.",
      .replace("NULLIF(target_amount, 0)", with: "CASE WHEN target_amount > 0 THEN target_amount END")),
    Mutant(
      .pipelineCoverage, "coverage-ratio-inverted", "Divides the target by the open amount.",
      .replace(ratio, with: "round(target_amount, 40) / NULLIF(open_amount, 0)")),
    Mutant(
      .pipelineCoverage, "coverage-ratio-float", "Divides in binary floating point.",
      .replace(ratio, with: "(open_amount::float8 / NULLIF(target_amount, 0)::float8)::numeric")),
    Mutant(
      .pipelineCoverage, "coverage-ratio-default-division",
      "Divides to as many places as PostgreSQL likes, then rounds to 4.",
      .replace("round(open_amount, 40)", with: "open_amount")),
    Mutant(
      .pipelineCoverage, "coverage-ratio-half-even", "Rounds halves to even.",
      .round(ratio, as: WrongRounding.halfEven(4))),
    Mutant(
      .pipelineCoverage, "coverage-ratio-half-up", "Rounds negative halves up, not away from zero.",
      .round(ratio, as: WrongRounding.halfUp(4))),
    Mutant(
      .pipelineCoverage, "coverage-ratio-truncated", "Cuts off instead of rounding.",
      .round(ratio, as: WrongRounding.truncated(4))),
    Mutant(
      .pipelineCoverage, "coverage-ratio-rounded-twice", "Rounds to 5 places, then to 4.",
      .round(ratio, as: WrongRounding.twice(5))),

    // Dirty data.
    Mutant(
      .pipelineCoverage, "coverage-nan-fails-every-principal",
      "A NaN of one principal fails the others' runs.", poison: .nanAmounts,
      .replace(
        "WHEN open_amount IN ('NaN', 'Infinity', '-Infinity')",
        with: "WHEN EXISTS (SELECT FROM divided WHERE open_amount = 'NaN')")),
    Mutant(
      .pipelineCoverage, "coverage-nan-of-closed-deals-fails",
      "Fails for a NaN of a deal that is not open.", poison: .nanAmounts,
      .replace(
        "p.stage_state NOT IN ('DONE_SUCCESS', 'DONE_FAILED')",
        with: "(p.stage_state NOT IN ('DONE_SUCCESS', 'DONE_FAILED') OR d.amount = 'NaN')")),
    Mutant(
      .pipelineCoverage, "coverage-nan-of-other-periods-fails",
      "Fails for a NaN of a deal that does not close in the period.", poison: .nanAmounts,
      .replace("AND \(closeDate) >=", with: "AND (d.amount = 'NaN' OR \(closeDate) >="),
      .append(")", after: "< :'end_date'::date")),
    Mutant(
      .pipelineCoverage, "coverage-nan-is-zero", "Adds a NaN as 0.", poison: .nanAmounts,
      .replace("coalesce(d.amount, 0)", with: "coalesce(NULLIF(d.amount, 'NaN'), 0)")),
    Mutant(
      .pipelineCoverage, "coverage-nan-stored", "Reports NaN as an amount.", poison: .nanAmounts,
      .replace("WHEN open_amount IN ('NaN', 'Infinity', '-Infinity')", with: "WHEN false"),
      .append(" AND open_amount <> 'NaN'", after: "abs(round(open_amount, 2)) >= 1e18"),
      .append(" AND coverage_ratio <> 'NaN'", after: "abs(round(coverage_ratio, 4)) >= 1e24")),
    Mutant(
      .pipelineCoverage, "coverage-nan-target-is-no-target",
      "Takes a NaN target for none.", poison: .nanTargets,
      .replace("false, target_amount,", with: "false, NULLIF(target_amount, 'NaN'),")),
    Mutant(
      .pipelineCoverage, "coverage-nan-target-of-other-period-fails",
      "Fails for a NaN target of another period.", poison: .nanTargets,
      .replace("AND period_start =", with: "AND (target_amount = 'NaN' OR period_start ="),
      .append(")", after: "AND period_end = :'end_date'::date")),
    Mutant(
      .pipelineCoverage, "coverage-failed-run-is-a-fact", "Reports a row of a run that failed.",
      poison: .nanAmounts,
      .replace("error_message IS NULL AS is_fact", with: "true AS is_fact")),
    Mutant(
      .pipelineCoverage, "coverage-limit-too-low", "Fails for a total of 18 digits.", poison: .wideAmounts,
      .replace("abs(round(open_amount, 2)) >= 1e18", with: "abs(round(open_amount, 2)) >= 1e17")),
    Mutant(
      .pipelineCoverage, "coverage-overflow-is-an-error",
      "Lets a total past numeric(20,2) raise an error.", poison: .wideAmounts, raisesErrors: true,
      .replace("abs(round(open_amount, 2)) >= 1e18", with: "false")),
    Mutant(
      .pipelineCoverage, "coverage-target-overflow-is-an-error",
      "Lets a target past numeric(20,2) raise an error.", poison: .wideAmounts, raisesErrors: true,
      .replace("abs(round(target_amount, 2)) >= 1e18", with: "false")),
    Mutant(
      .pipelineCoverage, "coverage-failed-run-keeps-its-numbers",
      "Lets the numbers of a failed run raise an error.", poison: .wideAmounts, raisesErrors: true,
      .replace("CASE WHEN error_message IS NULL THEN open_amount END", with: "open_amount")),
    Mutant(
      .pipelineCoverage, "coverage-unknown-type-is-a-principal",
      "Makes runs for principal types other than USER and GROUP.", poison: .unknownPrincipalTypes,
      .unknownTypes),
    Mutant(
      .pipelineCoverage, "coverage-both-kinds-of-any-period",
      "Warns of two kinds of target in different periods.",
      .remove("AND period_start = :'start_date'::date"),
      .remove("AND period_end = :'end_date'::date"),
      .replace(
        "false, target_amount,",
        with: """
          false, CASE WHEN (period_start, period_end) = (:'start_date'::date, :'end_date'::date) \
          THEN target_amount END,
          """)),
    Mutant(
      .pipelineCoverage, "coverage-any-overall-target-warns",
      "Warns of a principal that has only one kind of target.",
      .remove(" AND NOT bool_and(is_overall_target)")),
    Mutant(
      .pipelineCoverage, "coverage-both-kinds-never-warns", "Does not warn of both kinds of target.",
      .replace("has_both_kinds AND", with: "false AND")),
  ]

  private static let closeDate = "coalesce(d.expected_close_date, d.close_date)"
  private static let ratio = "round(open_amount, 40) / NULLIF(target_amount, 0)"
}
