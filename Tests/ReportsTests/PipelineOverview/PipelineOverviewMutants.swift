import Reports

extension PipelineOverviewOracle {
  /// Wrong versions of the pipeline overview.
  static let mutants: [Mutant] = [
    // Tenants.
    Mutant(
      "overview-deal-of-any-tenant", "Reads deals of every tenant.",
      .dealsOfAnyTenant),
    Mutant(
      "overview-state-of-any-tenant", "Joins stage states by deal alone.",
      .replace("WHERE s.tenant_id = :'tenant_id'::uuid AND s.is_current", with: "WHERE s.is_current")),
    Mutant(
      "overview-stage-of-any-tenant", "Joins stages by id alone.", changes: Mutant.Change.stagesOfAnyTenant),

    // Window and options.
    Mutant(
      "overview-end-inclusive", "Counts a deal updated exactly at the window's end.",
      .replace("d.updated_at < (", with: "d.updated_at <= (")),
    Mutant(
      "overview-start-exclusive",
      "Leaves out a deal updated exactly at the window's start.",
      .replace("d.updated_at >= (", with: "d.updated_at > (")),
    Mutant(
      "overview-window-on-created-at", "Applies the window to created_at.",
      .replace("d.updated_at >= (", with: "d.created_at >= ("),
      .replace("d.updated_at < (", with: "d.created_at < (")),
    Mutant(
      "overview-window-of-utc-dates",
      "Compares the UTC date of updated_at with the period's local dates.",
      .replace(
        "NULLIF(:'period_start', '')::timestamptz",
        with: "NULLIF(:'start_date', '')::timestamp AT TIME ZONE 'UTC'"),
      .replace(
        "NULLIF(:'counted_until', '')::timestamptz",
        with: "NULLIF(:'end_date', '')::timestamp AT TIME ZONE 'UTC'")),
    Mutant(
      "overview-unbounded-start-is-empty", "Counts nothing where the window has no start.",
      .replace("(SELECT starts FROM period) IS NULL OR d.updated_at", with: "d.updated_at")),
    Mutant(
      "overview-unbounded-end-is-empty", "Counts nothing where the window has no end.",
      .replace("(SELECT ends FROM period) IS NULL OR d.updated_at", with: "d.updated_at")),
    Mutant(
      "overview-include-inactive-ignored", "Always reports WON and LOST.",
      .replace(":'include_inactive'::boolean OR status = 'OPEN' AS counts", with: "true AS counts")),
    Mutant(
      "overview-inactive-keeps-lost", "include_inactive: false leaves out WON only.",
      .replace("OR status = 'OPEN'", with: "OR status <> 'WON'")),
    Mutant(
      "overview-listed-pipelines-ignored",
      "Reports all pipelines though some are listed.",
      .replace("OR t.deal_pipeline_id = ANY (:'pipelines'::uuid[])", with: "OR true")),
    Mutant(
      "overview-listed-lets-null-in",
      "Reports deals without a pipeline though pipelines are listed.",
      .replace(
        "OR t.deal_pipeline_id = ANY", with: "OR t.deal_pipeline_id IS NULL OR t.deal_pipeline_id = ANY")),

    // The current stage.
    Mutant(
      "overview-is-current-ignored", "Uses rows that are not current.",
      .remove(" AND s.is_current")),
    Mutant(
      "overview-every-current-row", "Counts a deal and its money once per current row.",
      .remove("t.is_of_deal\n        AND ")),
    Mutant(
      "overview-once-per-pipeline-row",
      "Chooses one row per pipeline, and counts the deal once for each.",
      .replace(
        "PARTITION BY s.deal_id ORDER BY s.is_in",
        with: "PARTITION BY s.deal_id, s.row_pipeline_id ORDER BY s.is_in")),
    Mutant(
      "overview-earliest-row", "Chooses the earliest current row.",
      .replace("NULLS LAST, s.entered_at DESC", with: "NULLS LAST, s.entered_at")),
    Mutant(
      "overview-tie-to-smallest-stage",
      "Resolves a tie in entered_at by the smallest stage id.",
      .replace("s.pipeline_stage_id DESC) = 1 AS is_of_deal", with: "s.pipeline_stage_id) = 1 AS is_of_deal")),
    Mutant(
      "overview-own-pipeline-ignored",
      "Chooses the latest row though one is of the deal's own pipeline.",
      .remove("s.is_in_deals_pipeline DESC NULLS LAST, ")),
    Mutant(
      "overview-own-pipeline-required",
      "Leaves out deals without a row of their own pipeline.",
      .replace(
        "(s.is_of_deal::integer << 6)",
        with:
          "(coalesce(s.is_of_deal AND d.pipeline_id = \(Mutant.Change.pipelineOfStage), false)::integer << 6)"
      )),
    Mutant(
      "overview-own-by-stage-pipeline",
      "Compares the stage's pipeline, not the row's, with the deal's.",
      .replace("s.row_pipeline_id = d.pipeline_id", with: "\(Mutant.Change.pipelineOfStage) = d.pipeline_id")),
    Mutant(
      "overview-unknown-stage-chosen",
      "Chooses a row before it checks that the stage exists, and then drops the deal.",
      changes: Mutant.Change.missingStages),
    Mutant(
      "overview-unknown-stage-open",
      "Counts a row whose stage does not exist as OPEN.",
      changes: Mutant.Change.missingStages + Mutant.Change.withoutStage),
    Mutant(
      "overview-stateless-deals-open", "Counts deals without a current row as OPEN.",
      changes: [
        .dealsWithoutRows,
        .replace("(s.is_of_deal::integer << 6)", with: "(coalesce(s.is_of_deal, true)::integer << 6)"),
        .replace(
          "(s.is_of_pipeline::integer << 5)", with: "(coalesce(s.is_of_pipeline, false)::integer << 5)"),
      ] + Mutant.Change.withoutStage),

    // Groups and sums.
    Mutant(
      "overview-group-by-stage",
      "Also groups by stage: several rows for one pipeline and outcome.",
      .append(" t.stage_id,", after: "t.deal_pipeline_id AS pipeline_id,"),
      .append(", stage_id", after: "GROUP BY pipeline_id, status")),
    Mutant(
      "overview-terminal-by-prefix", "Counts the stage state DONE as WON.",
      .append(" WHEN 'DONE' THEN 'WON'", after: "CASE p.stage_state::text")),
    Mutant(
      "overview-terminal-any-case", "Counts the stage state done_success as WON.",
      .replace("CASE p.stage_state::text", with: "CASE upper(p.stage_state::text)")),
    Mutant(
      "overview-deals-without-pipeline-dropped", "Leaves out deals without a pipeline.",
      .append(" AND t.deal_pipeline_id IS NOT NULL", after: "AND t.is_updated")),
    Mutant(
      "overview-pipeline-of-the-state",
      "Groups by the chosen row's pipeline, not by the deal's.",
      .replace("t.deal_pipeline_id AS pipeline_id", with: "p.pipeline_id AS pipeline_id")),
    Mutant(
      "overview-null-amount-dropped", "Leaves out deals without an amount.",
      .deals(only: "d.amount IS NOT NULL")),
    Mutant(
      "overview-null-total", "Total is NULL where all amounts are.",
      .amount("sum(d.amount::numeric)")),
    Mutant(
      "overview-float-sum", "Adds in binary floating point.",
      .amount("sum(coalesce(d.amount::numeric, 0)::float8)::numeric")),
    Mutant(
      "overview-empty-run-dropped", "No run for a tenant without deals to report.",
      .replace("LEFT JOIN measured", with: "JOIN measured")),
    Mutant(
      "overview-empty-groups-reported", "Reports groups from which no row was chosen.",
      .replace("ON m.deal_count > 0", with: "ON true")),

    // Dirty data.
    Mutant(
      "overview-nan-group-dropped",
      "Leaves out the group with a NaN and reports the others.", poison: .nanAmounts,
      .replace("is_fact AND total_amount IN ('NaN', 'Infinity', '-Infinity')", with: "false"),
      .append(" AND total_amount <> 'NaN'", after: "abs(round(total_amount, 2)) >= 1e18"),
      .append(" AND m.total_amount <> 'NaN'", after: "ON m.deal_count > 0")),
    Mutant(
      "overview-nan-is-zero", "Adds a NaN as 0.", poison: .nanAmounts,
      .amount("sum(coalesce(NULLIF(d.amount::numeric, 'NaN'), 0))")),
    Mutant(
      "overview-nan-stored", "Reports NaN as a total.", poison: .nanAmounts,
      .replace("is_fact AND total_amount IN ('NaN', 'Infinity', '-Infinity')", with: "false"),
      .append(" AND total_amount <> 'NaN'", after: "abs(round(total_amount, 2)) >= 1e18")),
    Mutant(
      "overview-facts-of-a-failed-run", "Reports the groups of a run that failed.",
      poison: .nanAmounts,
      .replace("is_fact AND error_message IS NULL AS is_fact", with: "is_fact")),
    Mutant(
      "overview-limit-too-low", "Fails for a total of 18 digits.", poison: .wideAmounts,
      .replace(">= 1e18", with: ">= 1e17")),
    Mutant(
      "overview-overflow-is-an-error",
      "Lets a total beyond numeric(20,2) raise an error.", poison: .wideAmounts, raisesErrors: true,
      .replace(">= 1e18", with: ">= 1e99")),
    Mutant(
      "overview-dirty-from-three-on", "Warns of deals with three rows or more.",
      .replace("OVER (PARTITION BY deal_id) > 1 AS", with: "OVER (PARTITION BY deal_id) > 2 AS")),
    Mutant(
      "overview-several-pipelines-are-dirty",
      "Warns of deals with one current row in each of several pipelines.",
      .replace("PARTITION BY s.deal_id, s.row_pipeline_id)", with: "PARTITION BY s.deal_id)")),
    Mutant(
      "overview-dirty-by-stage-pipeline",
      "Warns of two rows if their stages, not the rows themselves, belong to one pipeline.",
      .replace(
        "PARTITION BY s.deal_id, s.row_pipeline_id)",
        with: "PARTITION BY s.deal_id, \(Mutant.Change.pipelineOfStage))")),
    Mutant(
      "overview-dirty-reported-only",
      "Does not warn of rows that include_inactive leaves out.",
      .replace(
        "sum(dirty_deals) AS dirty_deals", with: "sum(dirty_deals) FILTER (WHERE counts) AS dirty_deals")),
    Mutant(
      "overview-stateless-stage-dropped", "Leaves out deals in a stage without a state.",
      .append(" AND p.stage_state IS NOT NULL", after: "AND t.is_updated")),
    Mutant(
      "overview-null-is-current", "Takes a row for current though is_current is NULL.",
      .replace("AND s.is_current", with: "AND s.is_current IS NOT FALSE")),
    Mutant(
      "overview-codes-without-blanks", "Takes a state with a blank before it for a closed one.",
      .replace("CASE p.stage_state::text", with: "CASE trim(p.stage_state::text)")),
    Mutant(
      "overview-stateless-stages-of-the-tenant", "Warns of stages of pipelines that are not listed.",
      .replace(
        "p.stage_state::text IS NULL\n       AND (:'pipeline_selection'::text = 'all' OR",
        with: "p.stage_state::text IS NULL\n       AND (true OR")),
    Mutant(
      "overview-stateless-stages-of-any-tenant", "Warns of stages of other tenants.",
      .replace("p.tenant_id = :'tenant_id'::uuid\n       AND p.stage_state", with: "p.stage_state")),
    Mutant(
      "overview-pipelines-counted", "Warns of the number of listed pipelines without stages.",
      .replace("(SELECT 1\n", with: "(SELECT count(*) FILTER (WHERE p.id IS NULL)\n")),
    Mutant(
      "overview-one-pipeline-is-enough", "Warns only if no listed pipeline has stages.",
      .replace("bool_or(p.id IS NULL)", with: "bool_and(p.id IS NULL)")),
    Mutant(
      "overview-pipelines-of-any-tenant", "Takes another tenant's stages for those of a listed pipeline.",
      .replace("p.tenant_id = :'tenant_id'::uuid AND p.pipeline_id = r.id", with: "p.pipeline_id = r.id")),

    // What happened after the report was made.
    Mutant(
      "overview-updated-after-as-of", "Counts deals that were updated when the report was made or later.",
      .replace("NULLIF(:'counted_until', '')", with: "NULLIF(:'period_end', '')")),

    // Currency.
    Mutant(
      "overview-currency-in-the-column's-collation", "Takes inr for another currency than INR in Turkish.",
      of: [.dealCurrency],
      .replace(
        "upper(btrim(d.currency::text) COLLATE \"C\")", with: "upper(btrim(d.currency::text))")),
    Mutant(
      "overview-currency-before-choice", "Counts a deal once for each current row.", of: [.dealCurrency],
      .remove("t.is_of_deal\n        AND "),
      .replace(
        "t.deals,\n        t.amount,",
        with:
          "CASE WHEN t.is_of_deal THEN t.deals ELSE 0 END AS deals, CASE WHEN t.is_of_deal THEN t.amount ELSE 0 END AS amount,"
      )),
    Mutant(
      "overview-currency-of-closed", "Counts closed deals where they are left out.", of: [.dealCurrency],
      .replace("sum(other_currency_deals) FILTER (WHERE counts)", with: "sum(other_currency_deals)")),
    Mutant(
      "overview-currency-without-amount", "Does not count deals without an amount.", of: [.dealCurrency],
      .currencyOfPriced),
  ]
}
