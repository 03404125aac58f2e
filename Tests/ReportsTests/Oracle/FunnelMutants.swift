extension Mutant {
  /// Wrong versions of the stage funnel.
  static let funnel: [Mutant] = [
    // Tenants.
    Mutant(
      .pipelineStageFunnel, "funnel-deal-of-any-tenant", "Joins deals by id alone.",
      .remove("d.tenant_id = s.tenant_id AND ")),
    Mutant(
      .pipelineStageFunnel, "funnel-state-of-any-tenant", "Reads stage states of every tenant.",
      .replace("WHERE s.tenant_id = :'tenant_id'::uuid", with: "WHERE true")),
    Mutant(
      .pipelineStageFunnel, "funnel-stage-of-any-tenant", "Joins stages without the tenant.",
      .remove("p.tenant_id = s.tenant_id AND ")),
    Mutant(
      .pipelineStageFunnel, "funnel-name-of-any-tenant", "Looks up the reported stage without the tenant.",
      .remove("p.tenant_id = :'tenant_id'::uuid AND ")),
    Mutant(
      .pipelineStageFunnel, "funnel-pipelines-of-any-tenant",
      "Makes runs for other tenants' pipelines.",
      .remove(" tenant_id = :'tenant_id'::uuid AND")),

    // Window and options.
    Mutant(
      .pipelineStageFunnel, "funnel-end-inclusive",
      "Counts a stay that began exactly at the window's end.",
      .replace("s.entered_at < (", with: "s.entered_at <= (")),
    Mutant(
      .pipelineStageFunnel, "funnel-start-exclusive",
      "Leaves out a stay that ended exactly at the window's start.",
      .replace("s.exited_at >= (", with: "s.exited_at > (")),
    Mutant(
      .pipelineStageFunnel, "funnel-entered-after-start",
      "Leaves out stays that began before the window.",
      .replace("s.exited_at IS NULL", with: "false"),
      .replace("s.exited_at >= (", with: "s.entered_at >= (")),
    Mutant(
      .pipelineStageFunnel, "funnel-unended-stay-dropped",
      "Leaves out stays without exited_at where the window has a start.",
      .replace("s.exited_at IS NULL", with: "false")),
    Mutant(
      .pipelineStageFunnel, "funnel-window-on-updated-at",
      "Applies the window to the deal's updated_at.",
      .replace("s.exited_at IS NULL", with: "false"),
      .replace("s.exited_at >= (", with: "d.updated_at >= ("),
      .replace("s.entered_at < (", with: "d.updated_at < (")),
    Mutant(
      .pipelineStageFunnel, "funnel-window-of-utc-dates",
      "Compares UTC dates with the period's local dates.",
      .replace(
        "NULLIF(:'period_start', '')::timestamptz",
        with: "NULLIF(:'start_date', '')::timestamp AT TIME ZONE 'UTC'"),
      .replace(
        "NULLIF(:'period_end', '')::timestamptz",
        with: "NULLIF(:'end_date', '')::timestamp AT TIME ZONE 'UTC'")),
    Mutant(
      .pipelineStageFunnel, "funnel-unbounded-start-drops-ended",
      "Leaves out stays that ended where the window has no start.",
      .replace("(SELECT starts FROM period) IS NULL", with: "false")),
    Mutant(
      .pipelineStageFunnel, "funnel-unbounded-end-is-empty", "Counts nothing where the window has no end.",
      .replace("(SELECT ends FROM period) IS NULL", with: "false")),
    Mutant(
      .pipelineStageFunnel, "funnel-include-closed-ignored", "Always counts terminal stages.",
      .replace("(:'include_closed'::boolean OR", with: "(true OR")),
    Mutant(
      .pipelineStageFunnel, "funnel-closed-never", "Never counts terminal stages.",
      .remove(":'include_closed'::boolean OR ")),
    Mutant(
      .pipelineStageFunnel, "funnel-closed-only-won",
      "include_closed: false leaves out DONE_SUCCESS only.",
      .replace("NOT IN ('DONE_SUCCESS', 'DONE_FAILED')", with: "<> 'DONE_SUCCESS'")),
    Mutant(
      .pipelineStageFunnel, "funnel-terminal-by-prefix", "Takes the stage state DONE for terminal.",
      .replace("NOT IN ('DONE_SUCCESS', 'DONE_FAILED')", with: "NOT LIKE 'DONE%'")),
    Mutant(
      .pipelineStageFunnel, "funnel-terminal-any-case", "Takes the stage state done_success for terminal.",
      .replace("p.stage_state NOT IN", with: "upper(p.stage_state) NOT IN")),
    Mutant(
      .pipelineStageFunnel, "funnel-status-of-the-deal", "Takes deal.status for open or closed.",
      .replace(
        "p.stage_state NOT IN ('DONE_SUCCESS', 'DONE_FAILED')", with: "d.status NOT IN ('WON', 'LOST')")),
    Mutant(
      .pipelineStageFunnel, "funnel-pipelines-of-deals",
      "Makes runs for the deals' pipelines instead of the stages'.",
      .replace("FROM pipeline_stage\n", with: "FROM deal\n")),
    Mutant(
      .pipelineStageFunnel, "funnel-listed-pipelines-ignored",
      "Makes runs for all pipelines though some are listed.",
      .replace("::uuid AND :'pipeline_selection'::text = 'all'", with: "::uuid"),
      .replace("OR s.pipeline_id = ANY (:'listed_pipelines'::uuid[])", with: "OR true")),
    Mutant(
      .pipelineStageFunnel, "funnel-listed-unknown-dropped",
      "No run for a listed pipeline that the tenant does not have.",
      .replace(
        "SELECT unnest(:'listed_pipelines'::uuid[])\n  WHERE",
        with: """
          SELECT pipeline_id FROM pipeline_stage \
          WHERE tenant_id = :'tenant_id'::uuid AND pipeline_id = ANY (:'listed_pipelines'::uuid[]) AND
          """)),

    // The current stage.
    Mutant(
      .pipelineStageFunnel, "funnel-is-current-ignored", "Takes rows that are not current.",
      .remove("AND s.is_current")),
    Mutant(
      .pipelineStageFunnel, "funnel-every-current-row", "Counts a deal once per current row.",
      .replace("choice = 1 AND is_reported", with: "is_reported", times: 3)),
    Mutant(
      .pipelineStageFunnel, "funnel-earliest-row", "Chooses the earliest current row.",
      .replace("s.entered_at DESC", with: "s.entered_at")),
    Mutant(
      .pipelineStageFunnel, "funnel-tie-to-smallest-stage",
      "Gives a tie in entered_at to the smallest stage id.",
      .replace("s.pipeline_stage_id DESC", with: "s.pipeline_stage_id")),
    Mutant(
      .pipelineStageFunnel, "funnel-tie-to-ended-stay",
      "Gives a tie in stage, too, to a row with exited_at.", poison: .undecidedTies,
      .replace("DESC NULLS FIRST", with: "DESC NULLS LAST")),
    Mutant(
      .pipelineStageFunnel, "funnel-tie-to-earliest-end",
      "Gives a tie in stage, too, to the row left first.", poison: .undecidedTies,
      .replace("s.exited_at DESC NULLS FIRST", with: "s.exited_at NULLS FIRST")),
    Mutant(
      .pipelineStageFunnel, "funnel-window-before-choosing",
      "Applies the window first, so that an older row comes in.",
      .replace(
        "AND s.is_current",
        with: """
          AND s.is_current
          AND ((SELECT starts FROM period) IS NULL OR s.exited_at IS NULL
               OR s.exited_at >= (SELECT starts FROM period))
          AND ((SELECT ends FROM period) IS NULL OR s.entered_at < (SELECT ends FROM period))
          """)),
    Mutant(
      .pipelineStageFunnel, "funnel-closed-dropped-before-choosing",
      "Drops terminal rows first, so that an older open row comes in.",
      .append(
        " AND (:'include_closed'::boolean OR p.stage_state NOT IN ('DONE_SUCCESS', 'DONE_FAILED'))",
        after: "AND s.is_current")),
    Mutant(
      .pipelineStageFunnel, "funnel-one-pipeline-per-deal",
      "Chooses once per deal, not per deal and pipeline.",
      .replace("PARTITION BY s.deal_id, s.pipeline_id", with: "PARTITION BY s.deal_id")),
    Mutant(
      .pipelineStageFunnel, "funnel-stage-of-any-pipeline",
      "Takes rows whose stage belongs to another pipeline.",
      .remove(" AND p.pipeline_id = s.pipeline_id")),
    Mutant(
      .pipelineStageFunnel, "funnel-row-of-any-pipeline",
      "Takes the stage's pipeline, whichever the row names.",
      .remove(" AND p.pipeline_id = s.pipeline_id"),
      .replace("s.pipeline_id", with: "p.pipeline_id", times: 3)),
    Mutant(
      .pipelineStageFunnel, "funnel-deals-own-pipeline-only",
      "Leaves out deals whose own pipeline is another.",
      .append(" AND d.pipeline_id = s.pipeline_id", after: "d.id = s.deal_id")),
    Mutant(
      .pipelineStageFunnel, "funnel-missing-deal-counted", "Counts rows without a deal.",
      .replace("JOIN deal d", with: "LEFT JOIN deal d")),
    Mutant(
      .pipelineStageFunnel, "funnel-empty-run-dropped", "No run for a pipeline without deals.",
      .replace("LEFT JOIN averaged m ON", with: "JOIN averaged m ON")),
    Mutant(
      .pipelineStageFunnel, "funnel-empty-stages-reported",
      "Reports stages whose rows were all left out.",
      .remove("AND m.deal_count > 0 ")),

    // Sums and ages.
    Mutant(
      .pipelineStageFunnel, "funnel-null-amount-dropped", "Leaves out deals without an amount.",
      .append(" AND d.amount IS NOT NULL", after: "d.id = s.deal_id")),
    Mutant(
      .pipelineStageFunnel, "funnel-null-total", "Total is NULL where all amounts are.",
      .replace("coalesce(amount, 0)", with: "amount")),
    Mutant(
      .pipelineStageFunnel, "funnel-float-sum", "Adds in binary floating point.",
      .replace(
        "sum(coalesce(amount, 0)) FILTER (WHERE choice = 1 AND is_reported)",
        with: "(sum(coalesce(amount, 0)::float8) FILTER (WHERE choice = 1 AND is_reported))::numeric")),
    Mutant(
      .pipelineStageFunnel, "funnel-age-to-the-clock", "Measures to now() instead of as_of.",
      .replace(":'as_of'::timestamptz", with: "now()")),
    Mutant(
      .pipelineStageFunnel, "funnel-age-to-period-end",
      "Measures to the window's end instead of as_of.",
      .replace(
        ":'as_of'::timestamptz",
        with: "coalesce(NULLIF(:'period_end', '')::timestamptz, :'as_of'::timestamptz)")),
    Mutant(
      .pipelineStageFunnel, "funnel-age-ignores-exit", "Measures to as_of though the stay ended.",
      .remove("extract(epoch FROM exited_at), ")),
    Mutant(
      .pipelineStageFunnel, "funnel-age-capped-at-as-of",
      "Measures to as_of where the stay ended later.",
      .replace("coalesce(extract(epoch FROM exited_at)", with: "least(extract(epoch FROM exited_at)")),
    Mutant(
      .pipelineStageFunnel, "funnel-age-of-open-stays-only",
      "Averages only the stays without exited_at.",
      .replace(
        "coalesce(extract(epoch FROM exited_at), (SELECT as_of_seconds FROM period))",
        with: "CASE WHEN exited_at IS NULL THEN (SELECT as_of_seconds FROM period) END"),
      .append(
        ", count(*) FILTER (WHERE choice = 1 AND is_reported AND exited_at IS NULL) AS open_count",
        after: "AS age_seconds"),
      .replace("NULLIF(deal_count, 0)", with: "NULLIF(open_count, 0)")),
    Mutant(
      .pipelineStageFunnel, "funnel-age-never-negative", "Counts a negative age as 0.",
      .replace("sum(coalesce(extract", with: "sum(greatest(0, coalesce(extract"),
      .append(")", after: "- extract(epoch FROM entered_at)")),
    Mutant(
      .pipelineStageFunnel, "funnel-age-rounded-per-deal", "Rounds each age, then averages.",
      .replace("sum(coalesce(extract", with: "sum(86400 * round((coalesce(extract"),
      .append(") / 86400, 2)", after: "- extract(epoch FROM entered_at)")),
    Mutant(
      .pipelineStageFunnel, "funnel-age-rounded-twice", "Rounds the average to 6 places, then to 2.",
      .round(ageInDays, as: WrongRounding.twice(6))),
    Mutant(
      .pipelineStageFunnel, "funnel-age-default-division",
      "Divides to as many places as PostgreSQL likes, then rounds to 2.",
      .replace("round(age_seconds, 40)", with: "age_seconds")),
    Mutant(
      .pipelineStageFunnel, "funnel-age-float", "Averages in binary floating point.",
      .replace(ageInDays, with: "(age_seconds::float8 / 86400 / NULLIF(deal_count, 0))::numeric")),
    Mutant(
      .pipelineStageFunnel, "funnel-age-half-even", "Rounds halves to even.",
      .round(ageInDays, as: WrongRounding.halfEven(2))),
    Mutant(
      .pipelineStageFunnel, "funnel-age-half-up", "Rounds negative halves up, not away from zero.",
      .round(ageInDays, as: WrongRounding.halfUp(2))),
    Mutant(
      .pipelineStageFunnel, "funnel-age-truncated", "Cuts off instead of rounding.",
      .round(ageInDays, as: WrongRounding.truncated(2))),
    Mutant(
      .pipelineStageFunnel, "funnel-age-whole-seconds", "Drops the fractions of seconds.",
      .replace("sum(coalesce(extract", with: "sum(trunc(coalesce(extract"),
      .append(")", after: "- extract(epoch FROM entered_at)")),
    Mutant(
      .pipelineStageFunnel, "funnel-age-whole-days", "Counts whole days.",
      .replace("sum(coalesce(extract", with: "sum(86400 * trunc((coalesce(extract"),
      .append(") / 86400)", after: "- extract(epoch FROM entered_at)")),

    // Dirty data.
    Mutant(
      .pipelineStageFunnel, "funnel-nan-fails-every-pipeline",
      "A NaN in one pipeline fails the others' runs.", poison: .nanAmounts,
      .replace(
        "bool_or(m.total_amount IN ('NaN', 'Infinity', '-Infinity'))",
        with: "EXISTS (SELECT FROM averaged WHERE total_amount = 'NaN')")),
    Mutant(
      .pipelineStageFunnel, "funnel-nan-outside-fails",
      "Fails for a NaN of a deal that is not counted.", poison: .nanAmounts,
      .append(", bool_or(amount = 'NaN') AS has_nan", after: "AS dirty_deals"),
      .replace("bool_or(m.total_amount IN ('NaN', 'Infinity', '-Infinity'))", with: "bool_or(m.has_nan)")),
    Mutant(
      .pipelineStageFunnel, "funnel-nan-is-zero", "Adds a NaN as 0.", poison: .nanAmounts,
      .replace("coalesce(amount, 0)", with: "coalesce(NULLIF(amount, 'NaN'), 0)")),
    Mutant(
      .pipelineStageFunnel, "funnel-nan-stored", "Reports NaN as a total.", poison: .nanAmounts,
      .replace("bool_or(m.total_amount IN ('NaN', 'Infinity', '-Infinity'))", with: "bool_or(false)"),
      .append(" AND m.total_amount <> 'NaN'", after: "abs(round(m.total_amount, 2)) >= 1e18")),
    Mutant(
      .pipelineStageFunnel, "funnel-nan-stage-dropped",
      "Leaves out the stage with a NaN and reports the others.", poison: .nanAmounts,
      .replace("bool_or(m.total_amount IN ('NaN', 'Infinity', '-Infinity'))", with: "bool_or(false)"),
      .append(" AND m.total_amount <> 'NaN'", after: "abs(round(m.total_amount, 2)) >= 1e18"),
      .append(" AND m.total_amount <> 'NaN'", after: "AND m.deal_count > 0")),
    Mutant(
      .pipelineStageFunnel, "funnel-facts-of-a-failed-run", "Reports the stages of a run that failed.",
      poison: .nanAmounts,
      .remove(" AND run.error_message IS NULL")),
    Mutant(
      .pipelineStageFunnel, "funnel-infinite-age-is-null",
      "Reports an infinite age as NULL.", poison: .infiniteInstants,
      .replace("bool_or(m.age_seconds IN ('NaN', 'Infinity', '-Infinity'))", with: "bool_or(false)"),
      .replace(
        "round(age_seconds, 40)",
        with: "round(CASE WHEN abs(age_seconds) < 'Infinity' THEN age_seconds END, 40)")),
    Mutant(
      .pipelineStageFunnel, "funnel-infinite-outside-fails",
      "Fails for an infinite instant of a row that is not counted.", poison: .infiniteInstants,
      .append(
        ", bool_or(NOT isfinite(entered_at) OR NOT isfinite(exited_at)) AS has_infinite",
        after: "AS dirty_deals"),
      .replace(
        "bool_or(m.age_seconds IN ('NaN', 'Infinity', '-Infinity'))", with: "bool_or(m.has_infinite)")),
    Mutant(
      .pipelineStageFunnel, "funnel-exit-at-infinity-is-open",
      "Takes an exited_at of infinity for none, and succeeds.", poison: .infiniteInstants,
      .replace(
        "coalesce(extract(epoch FROM exited_at)",
        with: "coalesce(extract(epoch FROM NULLIF(exited_at, 'infinity'))")),
    Mutant(
      .pipelineStageFunnel, "funnel-far-age-wraps",
      "Subtracts timestamps: spans past 64 bits of microseconds wrap around, or are an error.",
      poison: .farInstants, raisesErrors: true,
      .replace("extract(epoch FROM :'as_of'::timestamptz) AS", with: ":'as_of'::timestamptz AS"),
      .replace(
        "sum(coalesce(extract(epoch FROM exited_at)", with: "sum(extract(epoch FROM coalesce(exited_at"),
      .replace("- extract(epoch FROM entered_at)", with: "- entered_at)")),
    Mutant(
      .pipelineStageFunnel, "funnel-limit-too-low", "Fails for a total of 18 digits.", poison: .wideAmounts,
      .replace(">= 1e18", with: ">= 1e17")),
    Mutant(
      .pipelineStageFunnel, "funnel-overflow-is-an-error",
      "Lets a total past its column raise an error.", poison: .wideAmounts, raisesErrors: true,
      .replace(">= 1e18", with: ">= 1e99")),
    Mutant(
      .pipelineStageFunnel, "funnel-age-limit-too-low", "Fails for an average of eight digits.",
      poison: .farInstants,
      .replace(">= 1e8", with: ">= 1e7")),
    Mutant(
      .pipelineStageFunnel, "funnel-age-overflow-is-an-error",
      "Lets an average past its column raise an error.", poison: .farInstants, raisesErrors: true,
      .replace(">= 1e8", with: ">= 1e99")),
    Mutant(
      .pipelineStageFunnel, "funnel-dirty-of-all-pipelines",
      "Warns of a deal that is dirty in another pipeline.",
      .replace("sum(m.dirty_deals)", with: "(SELECT sum(dirty_deals) FROM averaged)", times: 2)),
    Mutant(
      .pipelineStageFunnel, "funnel-dirty-rows-counted", "Warns of the number of rows, not of deals.",
      .replace("(WHERE choice = 2)", with: "(WHERE choice >= 2)")),
    Mutant(
      .pipelineStageFunnel, "funnel-dirty-reported-only",
      "Does not warn of rows that window and options leave out.",
      .replace("(WHERE choice = 2)", with: "(WHERE choice = 2 AND is_reported)")),
  ]

  private static let ageInDays = "round(age_seconds, 40) / (86400 * NULLIF(deal_count, 0))"
}
