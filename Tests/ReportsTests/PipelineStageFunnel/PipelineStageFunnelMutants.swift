import Reports

extension PipelineStageFunnelOracle {
  /// Wrong versions of the stage funnel.
  static let mutants = firstMutants + mutantsOfSums + laterMutants + mutantsAsItWas

  private static let firstMutants: [Mutant] = [
    // Tenants.
    Mutant(
      "funnel-deal-of-any-tenant", "Joins deals by id alone.",
      .dealsOfAnyTenant),
    Mutant(
      "funnel-state-of-any-tenant", "Reads stage states of every tenant.",
      .replace("WHERE s.tenant_id = :'tenant_id'::uuid", with: "WHERE true")),
    Mutant(
      "funnel-stage-of-any-tenant", "Joins stages without the tenant.",
      changes: Mutant.Change.stagesOfAnyTenant),
    Mutant(
      "funnel-name-of-any-tenant", "Looks up the reported stage without the tenant.",
      .replace(
        "FROM pipeline_stage p\n  WHERE p.tenant_id = :'tenant_id'::uuid\n)\n",
        with: "FROM pipeline_stage p\n)\n")),
    Mutant(
      "funnel-pipelines-of-any-tenant",
      "Makes runs for other tenants' pipelines.",
      .replace(
        "WHERE tenant_id = :'tenant_id'::uuid AND pipeline_id IS NOT NULL",
        with: "WHERE :'tenant_id'::uuid IS NOT NULL AND pipeline_id IS NOT NULL")),

    // Window and options.
    Mutant(
      "funnel-end-inclusive",
      "Counts a stay that began exactly at the window's end.",
      .replace("s.entered_at < (", with: "s.entered_at <= (")),
    Mutant(
      "funnel-start-exclusive",
      "Leaves out a stay that ended exactly at the window's start.",
      .replace("s.exited_at >= (", with: "s.exited_at > (")),
    Mutant(
      "funnel-entered-after-start",
      "Leaves out stays that began before the window.",
      .replace("s.exited_at IS NULL", with: "false"),
      .replace("s.exited_at >= (", with: "s.entered_at >= (")),
    Mutant(
      "funnel-unended-stay-dropped",
      "Leaves out stays without exited_at where the window has a start.",
      .replace("s.exited_at IS NULL", with: "false")),
    Mutant(
      "funnel-window-on-updated-at",
      "Applies the window to the deal's updated_at.",
      .replace("s.exited_at IS NULL", with: "false"),
      .replace("s.exited_at >= (", with: "d.updated_at >= ("),
      .replace("s.entered_at < (", with: "d.updated_at < (")),
    Mutant(
      "funnel-window-of-utc-dates",
      "Compares UTC dates with the period's local dates.",
      .replace(
        "NULLIF(:'period_start', '')::timestamptz",
        with: "NULLIF(:'start_date', '')::timestamp AT TIME ZONE 'UTC'"),
      .replace(
        "NULLIF(:'counted_until', '')::timestamptz",
        with: "NULLIF(:'end_date', '')::timestamp AT TIME ZONE 'UTC'")),
    Mutant(
      "funnel-unbounded-start-drops-ended",
      "Leaves out stays that ended where the window has no start.",
      .replace("(SELECT starts FROM period) IS NULL OR s.", with: "false OR s.")),
    Mutant(
      "funnel-unbounded-end-is-empty", "Counts nothing where the window has no end.",
      .replace("(SELECT ends FROM period) IS NULL OR s.", with: "false OR s.")),
    Mutant(
      "funnel-include-closed-ignored", "Always counts terminal stages.",
      .replace("(:'include_closed'::boolean OR", with: "(true OR")),
    Mutant(
      "funnel-closed-never", "Never counts terminal stages.",
      .remove(":'include_closed'::boolean OR ")),
    Mutant(
      "funnel-closed-only-won",
      "include_closed: false leaves out DONE_SUCCESS only.",
      .replace(isOpen, with: "OR p.stage_state::text <> 'DONE_SUCCESS'")),
    Mutant(
      "funnel-terminal-by-prefix", "Treats the stage state DONE as terminal.",
      .replace(isOpen, with: "OR p.stage_state::text NOT LIKE 'DONE%'")),
    Mutant(
      "funnel-terminal-any-case", "Treats the stage state done_success as terminal.",
      .replace("OR p.stage_state::text NOT IN", with: "OR upper(p.stage_state::text) NOT IN")),
    Mutant(
      "funnel-pipelines-of-deals",
      "Makes runs for the deals' pipelines instead of the stages'.",
      .replace("FROM pipeline_stage\n", with: "FROM deal\n")),

    // The current stage.
    Mutant(
      "funnel-is-current-ignored", "Uses rows that are not current.",
      .remove("AND s.is_current")),
    Mutant(
      "funnel-every-current-row", "Counts a deal once per current row.",
      .replace(" = 1 AS is_of_pipeline", with: " >= 1 AS is_of_pipeline")),
    Mutant(
      "funnel-earliest-row", "Chooses the earliest current row.",
      .replace(
        "s.entered_at DESC, s.pipeline_stage_id DESC, s.ex",
        with: "s.entered_at, s.pipeline_stage_id DESC, s.ex", times: 2)),
    Mutant(
      "funnel-tie-to-smallest-stage",
      "Resolves a tie in entered_at by the smallest stage id.",
      .replace("s.pipeline_stage_id DESC, s.ex", with: "s.pipeline_stage_id, s.ex", times: 2)),
    Mutant(
      "funnel-tie-to-ended-stay",
      "If the stages tie too, chooses a row with exited_at.", poison: .undecidedTies,
      .replace("DESC NULLS FIRST", with: "DESC NULLS LAST", times: 2)),
    Mutant(
      "funnel-tie-to-earliest-end",
      "If the stages tie too, chooses the row with the earliest exited_at.", poison: .undecidedTies,
      .replace("s.exited_at DESC NULLS FIRST", with: "s.exited_at NULLS FIRST", times: 2)),
    Mutant(
      "funnel-window-before-choosing",
      "Applies the window first, so that an older row is chosen.",
      .replace(
        "AND s.is_current",
        with: """
          AND s.is_current
          AND ((SELECT starts FROM period) IS NULL OR s.exited_at IS NULL
               OR s.exited_at >= (SELECT starts FROM period))
          AND ((SELECT ends FROM period) IS NULL OR s.entered_at < (SELECT ends FROM period))
          """)),
    Mutant(
      "funnel-one-pipeline-per-deal",
      "Chooses once per deal, not per deal and pipeline.",
      .replace("PARTITION BY s.deal_id, s.pipeline_id", with: "PARTITION BY s.deal_id", times: 2)),
    Mutant(
      "funnel-row-of-any-pipeline",
      "Uses the stage's pipeline, whichever the row names.",
      .replace("coalesce(s.pipeline_id = stage.pipeline_id, false) AS", with: "true AS")),
    Mutant(
      "funnel-deals-own-pipeline-only",
      "Leaves out deals whose own pipeline is a different one.",
      .deals(only: "d.pipeline_id = \(Mutant.Change.pipelineOfStage)")),
    Mutant(
      "funnel-missing-deal-counted", "Counts rows without a deal.", changes: Mutant.Change.missingDeals),
    Mutant(
      "funnel-empty-run-dropped", "No run for a pipeline without deals.",
      .replace("FROM run\nLEFT JOIN", with: "FROM run\nJOIN")),
    Mutant(
      "funnel-empty-stages-reported",
      "Reports stages whose rows were all left out.",
      .remove(" AND m.deal_count > 0")),

    // Dirty data.
    Mutant(
      "funnel-nan-fails-every-pipeline",
      "A NaN in one pipeline fails the others' runs.", poison: .nanAmounts,
      .replace(
        "bool_or(is_fact AND total_amount IN ('NaN', 'Infinity', '-Infinity')) OVER run",
        with: "bool_or(total_amount = 'NaN') OVER ()")),
    Mutant(
      "funnel-nan-is-zero", "Adds a NaN as 0.", poison: .nanAmounts,
      .amount("sum(coalesce(NULLIF(d.amount::numeric, 'NaN'), 0))")),
    Mutant(
      "funnel-nan-stored", "Reports NaN as a total.", poison: .nanAmounts,
      .replace("is_fact AND total_amount IN ('NaN', 'Infinity', '-Infinity')", with: "false"),
      .append(" AND total_amount <> 'NaN'", after: "abs(round(total_amount, 2)) >= 1e18")),
    Mutant(
      "funnel-nan-stage-dropped",
      "Leaves out the stage with a NaN and reports the others.", poison: .nanAmounts,
      .replace("is_fact AND total_amount IN ('NaN', 'Infinity', '-Infinity')", with: "false"),
      .append(" AND total_amount <> 'NaN'", after: "abs(round(total_amount, 2)) >= 1e18"),
      .append(" AND m.total_amount <> 'NaN'", after: "AND m.deal_count > 0")),
    Mutant(
      "funnel-facts-of-a-failed-run", "Reports the stages of a run that failed.",
      poison: .nanAmounts,
      .replace("is_fact AND error_message IS NULL AS is_fact", with: "is_fact")),
    Mutant(
      "funnel-infinite-age-is-null",
      "Reports an infinite age as NULL.", poison: .infiniteInstants,
      .replace("is_fact AND avg_age_days IN ('NaN', 'Infinity', '-Infinity')", with: "false"),
      .replace(
        "round(age_seconds, 40)",
        with: "round(CASE WHEN abs(age_seconds) < 'Infinity' THEN age_seconds END, 40)")),
    Mutant(
      "funnel-exit-at-infinity-is-open",
      "Treats an exited_at of infinity as missing, and succeeds.", poison: .infiniteInstants,
      .replace("extract(epoch FROM s.exited_at)", with: "extract(epoch FROM NULLIF(s.exited_at, 'infinity'))")
    ),
    Mutant(
      "funnel-far-age-wraps",
      "Subtracts timestamps: spans beyond 64 bits of microseconds wrap around, or are an error.",
      poison: .farInstants, raisesErrors: true,
      .replace("extract(epoch FROM :'as_of'::timestamptz) AS", with: ":'as_of'::timestamptz AS"),
      .replace("coalesce(extract(epoch FROM s.exited_at)", with: "extract(epoch FROM coalesce(s.exited_at"),
      .replace(
        "- extract(epoch FROM s.entered_at))\n        AS age_seconds",
        with: "- s.entered_at))\n        AS age_seconds")),
    Mutant(
      "funnel-limit-too-low", "Fails for a total of 18 digits.", poison: .wideAmounts,
      .replace(">= 1e18", with: ">= 1e17")),
    Mutant(
      "funnel-overflow-is-an-error",
      "Lets a total that exceeds its column raise an error.", poison: .wideAmounts, raisesErrors: true,
      .replace(">= 1e18", with: ">= 1e99")),
    Mutant(
      "funnel-age-limit-too-low", "Fails for an average of eight digits.",
      poison: .farInstants,
      .replace(">= 1e8", with: ">= 1e7")),
    Mutant(
      "funnel-age-overflow-is-an-error",
      "Lets an average that exceeds its column raise an error.", poison: .farInstants, raisesErrors: true,
      .replace(">= 1e8", with: ">= 1e99")),
    Mutant(
      "funnel-dirty-of-all-pipelines",
      "Warns of a deal that is dirty in another pipeline.",
      .replace("sum(m.dirty_deals)", with: "(SELECT sum(dirty_deals) FROM averaged)")),
    Mutant(
      "funnel-dirty-rows-counted", "Warns of the number of rows, not of deals.",
      .replace(" = 2 AS is_repeated", with: " >= 2 AS is_repeated")),
    Mutant(
      "funnel-dirty-reported-only",
      "Does not warn of rows that window and options leave out.",
      .replace(
        "sum(repeated_stays) AS dirty_deals",
        with: "sum(repeated_stays) FILTER (WHERE is_inside) AS dirty_deals")),

    // Names and states.
    Mutant(
      "funnel-stateless-stage-reported", "Reports stages without a state as open ones.",
      .replace(
        "p.stage_state::text IS NOT NULL\n        AND (:'include_closed'::boolean OR p.stage_state::text NOT IN",
        with: "(:'include_closed'::boolean OR coalesce(p.stage_state::text, '') NOT IN"),
      .replace("p.stage_state::text AS", with: "coalesce(p.stage_state::text, '') AS")),
    Mutant(
      "funnel-stateless-stage-reported-with-closed", "Reports stages without a state with include_closed.",
      .replace("p.stage_state::text IS NOT NULL\n        AND (", with: "("),
      .replace("p.stage_state::text AS", with: "coalesce(p.stage_state::text, '') AS")),
    Mutant(
      "funnel-stateless-dropped-before-choosing",
      "Drops rows in stages without a state first, so that an older row is chosen.",
      .stages(only: "p.stage_state IS NOT NULL")),
    Mutant(
      "funnel-null-is-current", "Takes a row for current though is_current is NULL.",
      .replace("AND s.is_current", with: "AND s.is_current IS NOT FALSE")),
    Mutant(
      "funnel-codes-without-blanks", "Takes a state with a blank before it for a closed one.",
      .replace("OR p.stage_state::text NOT IN", with: "OR trim(p.stage_state::text) NOT IN")),
    Mutant(
      "funnel-missing-name-is-an-error", "Lets a stage without a name through.", poison: .badTexts,
      .replace("is_fact AND stage_name IS NULL", with: "false")),
    Mutant(
      "funnel-missing-name-fails-every-pipeline", "A stage without a name fails the other pipelines' runs.",
      poison: .badTexts,
      .replace(
        "bool_or(is_fact AND stage_name IS NULL) OVER run",
        with: "bool_or(is_fact AND stage_name IS NULL) OVER ()")),
    Mutant(
      "funnel-any-missing-name-fails", "Fails for a stage without a name that has no row.", poison: .badTexts,
      .replace(
        "bool_or(is_fact AND stage_name IS NULL) OVER run",
        with: """
          EXISTS (SELECT FROM pipeline_stage p WHERE p.tenant_id = report.tenant_id AND p.pipeline_id = report.pipeline_id
                  AND p.name IS NULL)
          """)),
    Mutant(
      "funnel-name-limit-too-low", "Fails for a name of 255 characters.",
      .replace("length(stage_name) > 255", with: "length(stage_name) >= 255")),
    Mutant(
      "funnel-name-limit-in-bytes", "Counts the bytes of a name.",
      .replace("length(stage_name) > 255", with: "octet_length(stage_name) > 255")),
    Mutant(
      "funnel-long-name-cut", "Reports the beginning of a name that is too long.", poison: .badTexts,
      .replace("p.name::text AS", with: "left(p.name::text, 255) AS")),
    Mutant(
      "funnel-state-limit-too-low", "Fails for a state of 20 characters.",
      .replace("length(stage_state) > 20", with: "length(stage_state) >= 20")),
    Mutant(
      "funnel-long-state-let-through", "Lets a state of more than 20 characters through.", poison: .badTexts,
      .replace("is_fact AND length(stage_state) > 20", with: "false")),
    Mutant(
      "funnel-stateless-stages-of-the-tenant", "Warns of stages of other pipelines.",
      .replace(
        "count(p.id) FILTER (WHERE p.stage_state::text IS NULL)",
        with: """
          (SELECT count(*) FROM pipeline_stage p
           WHERE p.tenant_id = :'tenant_id'::uuid AND p.stage_state IS NULL)
          """)),
    Mutant(
      "funnel-stages-of-any-tenant", "Counts stages of every tenant for the warnings.",
      .replace("p.tenant_id = :'tenant_id'::uuid AND p.pipeline_id", with: "p.pipeline_id")),
    Mutant(
      "funnel-missing-pipeline-is-silent", "Does not warn of a listed pipeline without stages.",
      .replace("CASE WHEN count(p.id) = 0 THEN", with: "CASE WHEN false THEN")),
  ]

  private static let isOpen = "OR p.stage_state::text NOT IN ('DONE_SUCCESS', 'DONE_FAILED')"
}
