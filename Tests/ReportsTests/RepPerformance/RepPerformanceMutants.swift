import Reports

extension RepPerformanceOracle {
  /// Wrong versions of representative performance.
  static let mutants = firstMutants + laterMutants

  private static let firstMutants: [Mutant] = [
    // Tenants.
    Mutant(
      "performance-deal-of-any-tenant", "Reads deals of every tenant.",
      .replace("WHERE d.tenant_id = :'tenant_id'::uuid\n    AND (c", with: "WHERE true\n    AND (c")),
    Mutant(
      "performance-state-of-any-tenant", "Joins stage states by deal alone.",
      .remove("s.tenant_id = d.tenant_id AND ")),
    Mutant(
      "performance-stage-of-any-tenant", "Joins stages by id alone.",
      .remove("p.tenant_id = s.tenant_id AND ", times: 2)),
    Mutant(
      "performance-close-of-any-tenant", "Chooses the close among those of every tenant.",
      .replace(
        "WHERE s.tenant_id = :'tenant_id'::uuid\n    AND s.is_current",
        with: "WHERE true\n    AND s.is_current")),

    // Principals.
    Mutant(
      "performance-user-owner-and-assignee-twice",
      "Counts a deal twice if its owner is also its assignee.",
      .replace("NULLIF(d.assigned_user_id, d.owned_by_user_id) AS", with: "d.assigned_user_id AS")),
    Mutant(
      "performance-group-owner-and-assignee-twice",
      "Counts a deal twice if its owning group is also assigned to it.",
      .replace("NULLIF(d.assigned_group_id, d.owned_by_group_id) AS", with: "d.assigned_group_id AS")),
    Mutant(
      "performance-users-and-groups-mixed",
      "Gives a user the deals of the group with the same id.",
      .replace(
        "ELSE CASE WHEN grouping(owned_by_user_id) = 0 OR grouping(assigned_user_id) = 0 THEN",
        with: "ELSE CASE WHEN grouping(assigned_group_id) = 1 THEN")),
    Mutant(
      "performance-assigned-user-ignored", "Counts only the deals that a user owns.",
      .replace("NULLIF(d.assigned_user_id, d.owned_by_user_id) AS", with: "NULL::uuid AS")),
    Mutant(
      "performance-assigned-group-ignored", "Counts only the deals that a group owns.",
      .replace("NULLIF(d.assigned_group_id, d.owned_by_group_id) AS", with: "NULL::uuid AS")),
    Mutant(
      "performance-owner-ignored", "Counts only assigned deals.",
      .replace("NULLIF(d.assigned_user_id, d.owned_by_user_id) AS", with: "d.assigned_user_id AS"),
      .replace("d.owned_by_user_id,", with: "NULL::uuid AS owned_by_user_id,")),
    Mutant(
      "performance-principal-without-data-dropped", "No zero row for a principal without data.",
      .append(" AND NOT bool_and(is_run)", after: "HAVING bool_or(is_run)")),

    // Window.
    Mutant(
      "performance-created-end-inclusive",
      "Counts a deal created exactly at the window's end.",
      .replace("d.created_at < :", with: "d.created_at <= :", times: 3)),
    Mutant(
      "performance-created-start-exclusive",
      "Leaves out a deal created exactly at the window's start.",
      .replace("d.created_at >= :", with: "d.created_at > :", times: 3)),
    Mutant(
      "performance-closed-end-inclusive",
      "Counts a deal closed exactly at the window's end.",
      .replace("s.entered_at < :", with: "s.entered_at <= :")),
    Mutant(
      "performance-closed-start-exclusive",
      "Leaves out a deal closed exactly at the window's start.",
      .replace("s.entered_at >= :", with: "s.entered_at > :")),
    Mutant(
      "performance-window-of-utc-dates",
      "Compares the UTC date of created_at with the period's local dates.",
      .replace(
        "d.created_at >= :'period_start'::timestamptz",
        with: "(d.created_at AT TIME ZONE 'UTC')::date >= :'start_date'::date", times: 3),
      .replace(
        "d.created_at < :'counted_until'::timestamptz",
        with: "(d.created_at AT TIME ZONE 'UTC')::date < :'end_date'::date", times: 3)),
    Mutant(
      "performance-window-on-updated-at", "Applies the window to updated_at.",
      .replace("d.created_at >= :", with: "d.updated_at >= :", times: 3),
      .replace("d.created_at < :", with: "d.updated_at < :", times: 3)),
    Mutant(
      "performance-closed-at-any-time",
      "Counts deals that were closed outside the window.",
      .replace("s.entered_at >= :'period_start'::timestamptz", with: "true"),
      .replace("s.entered_at < :'counted_until'::timestamptz", with: "true")),
    Mutant(
      "performance-created-at-any-time",
      "Counts deals that were created outside the window.",
      .replace("d.created_at >= :'period_start'::timestamptz", with: "true", times: 3),
      .replace("d.created_at < :'counted_until'::timestamptz", with: "true", times: 3)),

    // Closing.
    Mutant(
      "performance-is-current-ignored", "Uses rows that are not current.",
      .remove(" AND s.is_current", times: 2)),
    Mutant(
      "performance-latest-closing", "Uses the latest terminal entry in the window.",
      .replace(choice, with: "ORDER BY s.deal_id, s.entered_at DESC, s.pipeline_stage_id")),
    Mutant(
      "performance-tie-to-greatest-stage",
      "Resolves a tie in entered_at by the greatest stage id.",
      .replace(choice, with: choice + " DESC")),
    Mutant(
      "performance-every-closing", "Counts a deal once per terminal entry.",
      .remove("DISTINCT ON (s.deal_id) ")),
    Mutant(
      "performance-every-current-row", "Counts a deal once per current row.",
      .append(
        " LEFT JOIN deal_pipeline_stage_state s ON s.tenant_id = d.tenant_id AND s.deal_id = d.id AND s.is_current",
        after: "c.deal_id = d.id")),
    Mutant(
      "performance-closing-chosen-before-window",
      "Chooses the earliest terminal entry of all, then applies the window.",
      .remove("AND s.entered_at >= :'period_start'::timestamptz"),
      .remove("AND s.entered_at < :'counted_until'::timestamptz"),
      .replace("    c.outcome,", with: "CASE WHEN \(isInWindow) THEN c.outcome END AS outcome,")),
    Mutant(
      "performance-latest-stage-must-be-terminal",
      "Chooses the latest current row, then checks whether it is terminal.",
      .remove("AND s.entered_at >= :'period_start'::timestamptz"),
      .remove("AND s.entered_at < :'counted_until'::timestamptz"),
      .remove("AND p.stage_state::text IN ('DONE_SUCCESS', 'DONE_FAILED')"),
      .replace(choice, with: "ORDER BY s.deal_id, s.entered_at DESC, s.pipeline_stage_id DESC"),
      .replace(
        "    c.outcome,",
        with:
          "CASE WHEN \(isInWindow) AND c.outcome IN ('DONE_SUCCESS', 'DONE_FAILED') THEN c.outcome END AS outcome,"
      )),
    Mutant(
      "performance-row-and-stage-pipeline-must-match",
      "Leaves out rows whose stage belongs to another pipeline.",
      .append(
        " AND p.pipeline_id = s.pipeline_id",
        after: "p.id = s.pipeline_stage_id\n  WHERE s.tenant_id = :'tenant_id'::uuid")),
    Mutant(
      "performance-own-pipeline-required",
      "Leaves out rows of pipelines other than the deal's own.",
      .append(
        """
          AND s.pipeline_id
            = (SELECT d.pipeline_id FROM deal d WHERE d.tenant_id = s.tenant_id AND d.id = s.deal_id)
        """,
        after: "AND s.entered_at < :'counted_until'::timestamptz")),
    Mutant(
      "performance-status-of-the-deal", "Decides by deal.status whether a deal is won.",
      .replace(
        "    c.outcome,",
        with: """
          CASE WHEN c.outcome IS NOT NULL THEN CASE d.status WHEN 'WON' THEN 'DONE_SUCCESS' ELSE 'DONE_FAILED' END END
            AS outcome,
          """)),
    Mutant(
      "performance-terminal-by-prefix", "Treats the stage state DONE as terminal.",
      .replace(
        "p.stage_state::text IN ('DONE_SUCCESS', 'DONE_FAILED')", with: "p.stage_state::text LIKE 'DONE%'")),
    Mutant(
      "performance-terminal-any-case",
      "Treats the stage state done_success as terminal.",
      .replace("p.stage_state::text IN (", with: "upper(p.stage_state::text) IN (")),
    Mutant(
      "performance-open-deals-dropped", "Leaves out deals that were not closed.",
      .replace("LEFT JOIN close c", with: "JOIN close c")),

    // Counts and amounts.
    Mutant(
      "performance-created-counts-closed", "Counts only closed deals as created.",
      .replace(
        "count(*) FILTER (WHERE is_created),",
        with: "count(*) FILTER (WHERE is_created AND outcome IS NOT NULL),")),
    Mutant(
      "performance-null-amount-dropped", "Leaves out deals without an amount.",
      .replace("AND (c.deal_id IS NOT NULL", with: "AND d.amount IS NOT NULL AND (c.deal_id IS NOT NULL")),
    Mutant(
      "performance-null-amount-dropped-from-average",
      "Leaves deals without an amount out of the average.",
      .append(" d.amount AS given_amount,", after: "coalesce(d.amount::numeric, 0) AS amount,"),
      .append(" 0 AS amounts,", after: "0::numeric AS created_amount_won,"),
      .append(
        " count(given_amount) FILTER (WHERE is_created AND outcome = 'DONE_SUCCESS'),",
        after: wonTotalSQL + ","),
      .append(" sum(amounts) AS amounts,", after: "sum(created_amount_won) AS created_amount_won,"),
      .replace(averageSize, with: "round(created_amount_won, 40) / NULLIF(amounts, 0)")),
    Mutant(
      "performance-lost-amounts-added", "Adds lost deals' amounts to the total won.",
      .replace(
        wonTotalSQL, with: "sum(amount) FILTER (WHERE is_created AND outcome IS NOT NULL)")),
    Mutant(
      "performance-null-total", "Total is NULL where nothing was won.",
      .replace("0::numeric AS created_amount_won", with: "NULL::numeric AS created_amount_won")),
    Mutant(
      "performance-empty-average-is-zero", "Average is 0 where nothing was won.",
      .replace(averageSize, with: "coalesce(\(averageSize), 0)")),
    Mutant(
      "performance-average-over-closed",
      "Divides the total won by the number of closed deals.",
      .replace(
        averageSize, with: "round(created_amount_won, 40) / NULLIF(created_won_count + created_lost_count, 0)"
      )),
    Mutant(
      "performance-float-sum", "Adds in binary floating point.",
      .replace(
        wonTotalSQL,
        with: "(sum(amount::float8) FILTER (WHERE is_created AND outcome = 'DONE_SUCCESS'))::numeric")),
    Mutant(
      "performance-average-float", "Averages in binary floating point.",
      .replace(
        averageSize, with: "(created_amount_won::float8 / NULLIF(created_won_count, 0)::float8)::numeric")),
    Mutant(
      "performance-average-half-even", "Rounds halves to even.",
      .round(averageSize, as: WrongRounding.halfEven(2))),
    Mutant(
      "performance-average-half-up", "Rounds negative halves up, not away from zero.",
      .round(averageSize, as: WrongRounding.halfUp(2))),
    Mutant(
      "performance-average-truncated", "Truncates instead of rounding.",
      .round(averageSize, as: WrongRounding.truncated(2))),
    Mutant(
      "performance-average-rounded-twice", "Rounds to 3 places, then to 2.",
      .round(averageSize, as: WrongRounding.twice(3))),
    Mutant(
      "performance-average-of-rounded-total", "Averages whole units of the currency.",
      .replace(averageSize, with: "round(round(created_amount_won, 0), 40) / NULLIF(created_won_count, 0)")),

    // Time to close and win rate.
    Mutant(
      "performance-time-rounded-per-deal", "Rounds each time, then averages.",
      .replace(secondsToCloseSQL, with: "86400 * round((\(secondsToCloseSQL)) / 86400, 4)")),
    Mutant(
      "performance-time-rounded-twice", "Rounds the average to 6 places, then to 4.",
      .round(daysToClose, as: WrongRounding.twice(6))),
    Mutant(
      "performance-time-default-division",
      "Divides to PostgreSQL's default number of places, then rounds to 4.",
      .replace("round(created_seconds_to_close, 40)", with: "created_seconds_to_close")),
    Mutant(
      "performance-time-float", "Averages in binary floating point.",
      .replace(
        daysToClose,
        with: """
          (created_seconds_to_close::float8 / 86400 / NULLIF(created_won_count + created_lost_count, 0)::float8)::numeric
          """)),
    Mutant(
      "performance-time-half-even", "Rounds halves to even.",
      .round(daysToClose, as: WrongRounding.halfEven(4))),
    Mutant(
      "performance-time-half-up", "Rounds negative halves up, not away from zero.",
      .round(daysToClose, as: WrongRounding.halfUp(4))),
    Mutant(
      "performance-time-truncated", "Truncates instead of rounding.",
      .round(daysToClose, as: WrongRounding.truncated(4))),
    Mutant(
      "performance-time-whole-seconds", "Drops the fractions of seconds.",
      .replace(secondsToCloseSQL, with: "trunc(\(secondsToCloseSQL))")),
    Mutant(
      "performance-time-whole-days", "Counts whole days.",
      .replace(secondsToCloseSQL, with: "86400 * trunc((\(secondsToCloseSQL)) / 86400)")),
    Mutant(
      "performance-time-of-won-only", "Averages won deals only.",
      .replace(
        "FILTER (WHERE is_created AND outcome IS NOT NULL)",
        with: "FILTER (WHERE is_created AND outcome = 'DONE_SUCCESS')"),
      .replace(
        "(86400 * NULLIF(created_won_count + created_lost_count, 0))",
        with: "(86400 * NULLIF(created_won_count, 0))")),
    Mutant(
      "performance-time-never-negative", "Counts a negative time as 0.",
      .replace(secondsToCloseSQL, with: "greatest(0, \(secondsToCloseSQL))")),
    Mutant(
      "performance-win-rate-of-created", "Divides by the deals created.",
      .replace(winRateSQL, with: "round(created_won_count, 40) / NULLIF(created_count, 0)")),
    Mutant(
      "performance-win-rate-of-lost", "Divides by the deals lost.",
      .replace(winRateSQL, with: "round(created_won_count, 40) / NULLIF(created_lost_count, 0)")),
    Mutant(
      "performance-win-rate-integer", "Divides integers.",
      .replace(
        winRateSQL,
        with: "created_won_count::bigint / NULLIF(created_won_count + created_lost_count, 0)::bigint"
      )),
    Mutant(
      "performance-win-rate-half-even", "Rounds halves to even.",
      .round(winRateSQL, as: WrongRounding.halfEven(4))),
    Mutant(
      "performance-win-rate-truncated", "Truncates instead of rounding.",
      .round(winRateSQL, as: WrongRounding.truncated(4))),
    Mutant(
      "performance-win-rate-zero-when-none-closed",
      "Rate is 0 where nothing was closed.",
      .replace(winRateSQL, with: "coalesce(\(winRateSQL), 0)")),

    // Dirty data.
    Mutant(
      "performance-nan-fails-every-principal",
      "A NaN of one principal fails the others' runs.", poison: .nanAmounts,
      .replace(
        "is_fact AND total_amount_won IN ('NaN', 'Infinity', '-Infinity')",
        with: "bool_or(total_amount_won = 'NaN') OVER ()")),
    Mutant(
      "performance-nan-of-other-deals-fails",
      "Fails for a NaN of a deal that was lost or is open.", poison: .nanAmounts,
      .replace(
        closedTotalSQL, with: "sum(amount) FILTER (WHERE outcome = 'DONE_SUCCESS' OR amount = 'NaN')")),
    Mutant(
      "performance-nan-is-zero", "Adds a NaN as 0.", poison: .nanAmounts,
      .replace("coalesce(d.amount::numeric, 0)", with: "coalesce(NULLIF(d.amount::numeric, 'NaN'), 0)")),
    Mutant(
      "performance-nan-stored", "Reports NaN as a total and as an average.",
      poison: .nanAmounts,
      .replace("total_amount_won IN ('NaN', 'Infinity', '-Infinity')", with: "false"),
      .append(" AND total_amount_won <> 'NaN'", after: "abs(round(total_amount_won, 2)) >= 1e18"),
      .replace("closed_won_amount IN ('NaN', 'Infinity', '-Infinity')", with: "false"),
      .append(" AND closed_won_amount <> 'NaN'", after: "abs(round(closed_won_amount, 2)) >= 1e18"),
      .append(" AND avg_deal_size_won <> 'NaN'", after: "abs(round(avg_deal_size_won, 2)) >= 1e12")),
    Mutant(
      "performance-failed-run-is-a-fact", "Reports a row of a run that failed.",
      poison: .nanAmounts,
      .replace("is_fact AND error_message IS NULL AS is_fact", with: "is_fact")),
    Mutant(
      "performance-infinite-closing-fails",
      "Fails for an infinite entered_at, though it is in no window.", poison: .infiniteInstants,
      .replace("AND s.entered_at >= :", with: "AND (NOT isfinite(s.entered_at) OR s.entered_at >= :"),
      .append(")", after: "AND s.entered_at < :'counted_until'::timestamptz")),
    Mutant(
      "performance-average-limit-too-low", "Fails for an average of twelve digits.",
      poison: .wideAmounts,
      .replace(">= 1e12", with: ">= 1e11")),
    Mutant(
      "performance-average-overflow-is-an-error",
      "Lets an average that exceeds its column raise an error.", poison: .wideAmounts, raisesErrors: true,
      .replace(">= 1e12", with: ">= 1e99")),
    Mutant(
      "performance-time-limit-too-low", "Fails for an average of six digits.",
      poison: .farInstants,
      .replace("\(averageTime) >= 1e6", with: "\(averageTime) >= 1e5")),
    Mutant(
      "performance-time-overflow-is-an-error",
      "Lets an average time that exceeds its column raise an error.", poison: .farInstants,
      raisesErrors: true,
      .replace("\(averageTime) >= 1e6", with: "false"),
      .replace("\(medianTimeSQL) >= 1e6", with: "false")),
    Mutant(
      "performance-dirty-rows-counted", "Warns of the number of rows, not of deals.",
      .replace(
        "SELECT id\n  FROM unnest(:'deals_with_several_stages'::uuid[]) AS id",
        with: "SELECT id, 2::bigint AS rows\n  FROM unnest(:'deals_with_several_stages'::uuid[]) AS id"),
      .replace(
        "SELECT DISTINCT s.deal_id\n",
        with: "SELECT DISTINCT ON (s.deal_id) s.deal_id AS id, count(*) AS rows\n"),
      .replace("count(dirty.id),", with: "coalesce(sum(dirty.rows), 0),")),
    Mutant(
      "performance-several-pipelines-are-dirty",
      "Warns of deals with one current row in each of several pipelines.",
      .replace("GROUP BY s.deal_id, s.pipeline_id", with: "GROUP BY s.deal_id")),
    Mutant(
      "performance-unknown-stage-is-dirty",
      "Warns of rows whose stage does not exist.",
      .replace(
        "\n  JOIN pipeline_stage p ON p.tenant_id = s.tenant_id AND p.id = s.pipeline_stage_id\n  WHERE d.tenant_id",
        with: "\n  WHERE d.tenant_id")),
    Mutant(
      "performance-dirty-closed-only", "Does not warn of deals that are not closed.",
      .replace(
        "  GROUP BY s.deal_id, s.pipeline_id",
        with: "AND s.deal_id IN (SELECT deal_id FROM close) GROUP BY s.deal_id, s.pipeline_id")),
    Mutant(
      "performance-dirty-created-earlier", "Warns of deals that were created before the window.",
      .replace(
        "    AND d.created_at >= :'period_start'::timestamptz\n    AND d.created_at < :'counted_until'::timestamptz\n",
        with: "")),
    Mutant(
      "performance-null-is-current", "Takes a row for current though is_current is NULL.",
      .replace("AND s.is_current", with: "AND s.is_current IS NOT FALSE", times: 2)),
    Mutant(
      "performance-codes-without-blanks", "Takes a state with a blank before it for a closed one.",
      .replace("p.stage_state::text IN (", with: "trim(p.stage_state::text) IN (")),
  ]

  private static let choice = "ORDER BY s.deal_id, s.entered_at, s.pipeline_stage_id"
  private static let isInWindow =
    "c.closed_at >= :'period_start'::timestamptz AND c.closed_at < :'counted_until'::timestamptz"
  static let wonTotalSQL = "sum(amount) FILTER (WHERE is_created AND outcome = 'DONE_SUCCESS')"
  static let closedTotalSQL = "sum(amount) FILTER (WHERE outcome = 'DONE_SUCCESS')"
  private static let averageSize = "round(created_amount_won, 40) / NULLIF(created_won_count, 0)"
  private static let daysToClose = """
    round(created_seconds_to_close, 40) / (86400 * NULLIF(created_won_count + created_lost_count, 0))
    """
  static let winRateSQL =
    "round(created_won_count, 40) / NULLIF(created_won_count + created_lost_count, 0)"
  static let secondsToCloseSQL = "extract(epoch FROM c.closed_at) - extract(epoch FROM d.created_at)"
  private static let averageTime = "abs(round(avg_time_to_close_days, 4))"
  static let medianTimeSQL = "abs(round(median_time_to_close_days, 4))"
}
