import Reports

extension RepPerformanceOracle {
  /// Wrong versions of representative performance.
  static let mutants: [Mutant] = [
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
        " count(given_amount) FILTER (WHERE is_created AND outcome = 'DONE_SUCCESS'),", after: wonTotal + ","),
      .append(" sum(amounts) AS amounts,", after: "sum(created_amount_won) AS created_amount_won,"),
      .replace(averageSize, with: "round(created_amount_won, 40) / NULLIF(amounts, 0)")),
    Mutant(
      "performance-lost-amounts-added", "Adds lost deals' amounts to the total won.",
      .replace(
        wonTotal, with: "sum(amount) FILTER (WHERE is_created AND outcome IS NOT NULL)")),
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
        wonTotal,
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
      .replace(secondsToClose, with: "86400 * round((\(secondsToClose)) / 86400, 4)")),
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
      .replace(secondsToClose, with: "trunc(\(secondsToClose))")),
    Mutant(
      "performance-time-whole-days", "Counts whole days.",
      .replace(secondsToClose, with: "86400 * trunc((\(secondsToClose)) / 86400)")),
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
      .replace(secondsToClose, with: "greatest(0, \(secondsToClose))")),
    Mutant(
      "performance-win-rate-of-created", "Divides by the deals created.",
      .replace(winRate, with: "round(created_won_count, 40) / NULLIF(created_count, 0)")),
    Mutant(
      "performance-win-rate-of-lost", "Divides by the deals lost.",
      .replace(winRate, with: "round(created_won_count, 40) / NULLIF(created_lost_count, 0)")),
    Mutant(
      "performance-win-rate-integer", "Divides integers.",
      .replace(
        winRate, with: "created_won_count::bigint / NULLIF(created_won_count + created_lost_count, 0)::bigint"
      )),
    Mutant(
      "performance-win-rate-half-even", "Rounds halves to even.",
      .round(winRate, as: WrongRounding.halfEven(4))),
    Mutant(
      "performance-win-rate-truncated", "Truncates instead of rounding.",
      .round(winRate, as: WrongRounding.truncated(4))),
    Mutant(
      "performance-win-rate-zero-when-none-closed",
      "Rate is 0 where nothing was closed.",
      .replace(winRate, with: "coalesce(\(winRate), 0)")),

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
        closedTotal, with: "sum(amount) FILTER (WHERE outcome = 'DONE_SUCCESS' OR amount = 'NaN')")),
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
      .replace("\(medianTime) >= 1e6", with: "false")),
    Mutant(
      "performance-dirty-rows-counted", "Warns of the number of rows, not of deals.",
      .replace(
        "SELECT DISTINCT s.deal_id AS id\n",
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
      .replace(closedTotal, with: wonTotal)),
    Mutant(
      "performance-closed-amount-of-lost", "Adds lost deals' amounts to the closed amount.",
      .replace(closedTotal, with: "sum(amount) FILTER (WHERE outcome IS NOT NULL)")),
    Mutant(
      "performance-closed-amount-float", "Adds closed amounts in binary floating point.",
      .replace(closedTotal, with: "(sum(amount::float8) FILTER (WHERE outcome = 'DONE_SUCCESS'))::numeric")),
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
      .replace(closedWinRate, with: winRate)),
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
      .replace(closedTotal, with: "sum(NULLIF(amount, 'NaN')) FILTER (WHERE outcome = 'DONE_SUCCESS')")),

    // Median.
    Mutant(
      "performance-median-lower", "Takes the lower of two middle times.",
      .replace(middleTimes, with: "2 * \(lowerTime)")),
    Mutant(
      "performance-median-upper", "Takes the upper of two middle times.",
      .replace(middleTimes, with: "2 * \(upperTime)")),
    Mutant(
      "performance-median-is-average", "Reports the average time.",
      .replace(middleTimes, with: "2 * avg(d.seconds_to_close)")),
    Mutant(
      "performance-median-float", "Computes the median in binary floating point.",
      .replace(
        middleTimes,
        with: "2 * (percentile_cont(0.5) WITHIN GROUP (ORDER BY d.seconds_to_close::float8))::numeric")),
    Mutant(
      "performance-median-of-won", "Leaves lost deals out of the median.",
      .replace("WHERE d.outcome IS NOT NULL", with: "WHERE d.outcome = 'DONE_SUCCESS'")),
    Mutant(
      "performance-median-of-created", "Leaves deals that were created earlier out of the median.",
      .append(" AND d.is_created", after: "WHERE d.outcome IS NOT NULL")),
    Mutant(
      "performance-median-of-rounded-times", "Rounds each time to the column's places.",
      .replace(secondsToClose, with: "round((\(secondsToClose)) / 86400, 4) * 86400"),
      .replace(
        "sum(seconds_to_close) FILTER (WHERE is_created",
        with: """
          sum(extract(epoch FROM closed_at) - extract(epoch FROM created_at)) FILTER (WHERE is_created
          """),
      .append(" c.closed_at,", after: "    d.created_at,")),
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
      .replace("\(medianTime) >= 1e6", with: "\(medianTime) >= 1e5")),
    Mutant(
      "performance-median-overflow-is-an-error", "Lets a median that exceeds its column raise an error.",
      poison: .farInstants, raisesErrors: true,
      .replace("\(medianTime) >= 1e6", with: "false")),

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

  private static let choice = "ORDER BY s.deal_id, s.entered_at, s.pipeline_stage_id"
  private static let isInWindow =
    "c.closed_at >= :'period_start'::timestamptz AND c.closed_at < :'counted_until'::timestamptz"
  private static let wonTotal = "sum(amount) FILTER (WHERE is_created AND outcome = 'DONE_SUCCESS')"
  private static let closedTotal = "sum(amount) FILTER (WHERE outcome = 'DONE_SUCCESS')"
  private static let averageSize = "round(created_amount_won, 40) / NULLIF(created_won_count, 0)"
  private static let daysToClose = """
    round(created_seconds_to_close, 40) / (86400 * NULLIF(created_won_count + created_lost_count, 0))
    """
  private static let winRate =
    "round(created_won_count, 40) / NULLIF(created_won_count + created_lost_count, 0)"
  private static let secondsToClose = "extract(epoch FROM c.closed_at) - extract(epoch FROM d.created_at)"
  private static let closedWinRate = "round(won_count, 40) / NULLIF(won_count + lost_count, 0)"
  private static let lowerTime = "percentile_disc(0.5) WITHIN GROUP (ORDER BY d.seconds_to_close)"
  private static let upperTime = "percentile_disc(0.5) WITHIN GROUP (ORDER BY d.seconds_to_close DESC)"
  private static let middleTimes = "\(lowerTime)\n        + \(upperTime)"
  private static let medianInDays = "round(twice_seconds_to_close, 40) / (2 * 86400)"
  private static let ofPrincipal =
    "coalesce(owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id)"
  private static let hasPrincipal = ofPrincipal + " IS NOT NULL"
  private static let averageTime = "abs(round(avg_time_to_close_days, 4))"
  private static let medianTime = "abs(round(median_time_to_close_days, 4))"
}
