import Reports

extension PipelineOverviewOracle {
  /// Wrong versions of the pipeline overview.
  static let mutants: [Mutant] = [
    // Tenants.
    Mutant(
      "overview-deal-of-any-tenant", "Reads deals of every tenant.",
      .replace("WHERE d.tenant_id = :'tenant_id'::uuid\n    AND", with: "WHERE true\n    AND")),
    Mutant(
      "overview-state-of-any-tenant", "Joins stage states by deal alone.",
      .remove("s.tenant_id = d.tenant_id AND ")),
    Mutant(
      "overview-stage-of-any-tenant", "Joins stages by id alone.",
      .remove("p.tenant_id = s.tenant_id AND ")),

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
      .remove("(SELECT starts FROM period) IS NULL OR ")),
    Mutant(
      "overview-unbounded-end-is-empty", "Counts nothing where the window has no end.",
      .remove("(SELECT ends FROM period) IS NULL OR ")),
    Mutant(
      "overview-include-inactive-ignored", "Always reports WON and LOST.",
      .replace("(:'include_inactive'::boolean OR status = 'OPEN')", with: "true")),
    Mutant(
      "overview-inactive-keeps-lost", "include_inactive: false leaves out WON only.",
      .replace("OR status = 'OPEN'", with: "OR status <> 'WON'")),
    Mutant(
      "overview-inactive-dropped-before-choosing",
      "Drops terminal rows first, so that another row makes the deal OPEN.",
      .append(
        " AND (:'include_inactive'::boolean OR p.stage_state::text NOT IN ('DONE_SUCCESS', 'DONE_FAILED'))",
        after: "p.id = s.pipeline_stage_id")),
    Mutant(
      "overview-listed-pipelines-ignored",
      "Reports all pipelines though some are listed.",
      .replace("OR d.pipeline_id = ANY (:'pipelines'::uuid[])", with: "OR true")),
    Mutant(
      "overview-listed-lets-null-in",
      "Reports deals without a pipeline though pipelines are listed.",
      .replace("OR d.pipeline_id = ANY", with: "OR d.pipeline_id IS NULL OR d.pipeline_id = ANY")),

    // The current stage.
    Mutant(
      "overview-is-current-ignored", "Uses rows that are not current.",
      .remove(" AND s.is_current")),
    Mutant(
      "overview-every-current-row", "Counts a deal and its money once per current row.",
      .replace("choice = 1 AND", with: "choice >= 1 AND")),
    Mutant(
      "overview-once-per-pipeline-row",
      "Chooses one row per pipeline, and counts the deal once for each.",
      .append(" s.pipeline_id AS row_pipeline_id,", after: "AS is_own_pipeline,"),
      .replace("PARTITION BY id ORDER BY", with: "PARTITION BY id, row_pipeline_id ORDER BY")),
    Mutant(
      "overview-earliest-row", "Chooses the earliest current row.",
      .replace("entered_at DESC", with: "entered_at")),
    Mutant(
      "overview-tie-to-smallest-stage",
      "Resolves a tie in entered_at by the smallest stage id.",
      .replace("pipeline_stage_id DESC", with: "pipeline_stage_id")),
    Mutant(
      "overview-own-pipeline-ignored",
      "Chooses the latest row though one is of the deal's own pipeline.",
      .remove("is_own_pipeline DESC NULLS LAST, ")),
    Mutant(
      "overview-own-pipeline-required",
      "Leaves out deals without a row of their own pipeline.",
      .replace("choice = 1 AND", with: "choice = 1 AND is_own_pipeline AND")),
    Mutant(
      "overview-own-by-stage-pipeline",
      "Compares the stage's pipeline, not the row's, with the deal's.",
      .replace("s.pipeline_id = d.pipeline_id", with: "p.pipeline_id = d.pipeline_id")),
    Mutant(
      "overview-unknown-stage-chosen",
      "Chooses a row before it checks that the stage exists, and then drops the deal.",
      .replace("\n  JOIN pipeline_stage p", with: "\n  LEFT JOIN pipeline_stage p"),
      .replace(
        "CASE p.stage_state::text", with: "CASE coalesce(p.stage_state::text, 'none') WHEN 'none' THEN NULL"),
      .replace("choice = 1 AND", with: "choice = 1 AND status IS NOT NULL AND")),
    Mutant(
      "overview-unknown-stage-open",
      "Counts a row whose stage does not exist as OPEN.",
      .replace("\n  JOIN pipeline_stage p", with: "\n  LEFT JOIN pipeline_stage p")),
    Mutant(
      "overview-stateless-deals-open", "Counts deals without a current row as OPEN.",
      .replace(
        "JOIN deal_pipeline_stage_state s ON s.tenant_id = d.tenant_id AND s.deal_id = d.id AND s.is_current",
        with: "LEFT JOIN (deal_pipeline_stage_state s"),
      .append(
        ") ON s.tenant_id = d.tenant_id AND s.deal_id = d.id AND s.is_current",
        after: "p.id = s.pipeline_stage_id")),

    // Groups and sums.
    Mutant(
      "overview-status-of-the-deal", "Reports the CRM's own deal.status.",
      .replace(
        "CASE p.stage_state::text WHEN 'DONE_SUCCESS' THEN 'WON' WHEN 'DONE_FAILED' THEN 'LOST' ELSE 'OPEN' END",
        with: "d.status")),
    Mutant(
      "overview-group-by-own-status",
      "Also groups by deal.status: several rows for one pipeline and outcome.",
      .append(" d.status AS own_status,", after: "AS is_own_pipeline,"),
      .append(", own_status", after: "GROUP BY tenant_id, pipeline_id, status")),
    Mutant(
      "overview-terminal-by-prefix", "Counts the stage state DONE as WON.",
      .append(" WHEN 'DONE' THEN 'WON'", after: "CASE p.stage_state::text")),
    Mutant(
      "overview-terminal-any-case", "Counts the stage state done_success as WON.",
      .replace("CASE p.stage_state::text", with: "CASE upper(p.stage_state::text)")),
    Mutant(
      "overview-deals-without-pipeline-dropped", "Leaves out deals without a pipeline.",
      .replace(
        "choice = 1 AND", with: "choice = 1 AND pipeline_id IS NOT NULL AND")),
    Mutant(
      "overview-pipeline-of-the-state",
      "Groups by the chosen row's pipeline, not by the deal's.",
      .replace("d.pipeline_id,", with: "s.pipeline_id,")),
    Mutant(
      "overview-null-amount-dropped", "Leaves out deals without an amount.",
      .replace("choice = 1 AND", with: "choice = 1 AND amount IS NOT NULL AND")),
    Mutant(
      "overview-null-total", "Total is NULL where all amounts are.",
      .replace("coalesce(amount, 0)", with: "amount")),
    Mutant(
      "overview-float-sum", "Adds in binary floating point.",
      .replace(
        "sum(coalesce(amount, 0)) FILTER (WHERE counts)",
        with: "(sum(coalesce(amount, 0)::float8) FILTER (WHERE counts))::numeric")),
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
      .replace("coalesce(amount, 0)", with: "coalesce(NULLIF(amount, 'NaN'), 0)")),
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
      "overview-dirty-rows-counted", "Warns of the number of rows, not of deals.",
      .replace("= 2 AS shows_dirt", with: ">= 2 AS shows_dirt"),
      .replace("count(DISTINCT id)", with: "count(id)")),
    Mutant(
      "overview-dirty-once-per-pipeline",
      "Counts a deal twice in the warning if it is dirty in two pipelines.",
      .replace("count(DISTINCT id)", with: "count(id)")),
    Mutant(
      "overview-several-pipelines-are-dirty",
      "Warns of deals with one current row in each of several pipelines.",
      .replace("PARTITION BY d.id, s.pipeline_id", with: "PARTITION BY d.id")),
    Mutant(
      "overview-dirty-by-stage-pipeline",
      "Warns of two rows if their stages, not the rows themselves, belong to one pipeline.",
      .replace("PARTITION BY d.id, s.pipeline_id", with: "PARTITION BY d.id, p.pipeline_id")),
    Mutant(
      "overview-dirty-reported-only",
      "Does not warn of rows that include_inactive leaves out.",
      .replace(
        "(WHERE shows_dirt)",
        with: "(WHERE shows_dirt AND (:'include_inactive'::boolean OR status = 'OPEN'))")),
    Mutant(
      "overview-stateless-stage-dropped", "Leaves out deals in a stage without a state.",
      .replace("choice = 1 AND", with: "choice = 1 AND has_state AND"),
      .append(" p.stage_state IS NOT NULL AS has_state,", after: "AS is_own_pipeline,")),
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
      .replace("counts AND is_in_other_currency", with: "is_in_other_currency")),
    Mutant(
      "overview-currency-of-closed", "Counts closed deals where they are left out.", of: [.dealCurrency],
      .replace(
        "count(*) FILTER (WHERE counts AND is_in_other_currency)",
        with: "count(*) FILTER (WHERE choice = 1 AND is_in_other_currency)")),
    Mutant(
      "overview-currency-without-amount", "Does not count deals without an amount.", of: [.dealCurrency],
      .replace("AND is_in_other_currency)", with: "AND is_in_other_currency AND amount IS NOT NULL)")),
  ]
}
