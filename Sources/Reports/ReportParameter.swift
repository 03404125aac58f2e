/// The parameters that a report's SQL may use. Each is bound as text and cast where it is used. In addition, the options of a
/// report are parameters with their names: flags as `boolean`, numbers as `bigint`, percentages as their keyword or `listed`.
package enum ReportParameter: String, CaseIterable, Sendable {
  /// `uuid`
  case tenantID = "tenant_id"
  /// `timestamptz`, inclusive; empty if the window has no start.
  case periodStart = "period_start"
  /// `timestamptz`, exclusive; empty only for an ad-hoc run without a window.
  case periodEnd = "period_end"
  /// `date` in the tenant's zone, inclusive; empty like `periodStart`.
  case startDate = "start_date"
  /// `date` in the tenant's zone, exclusive; empty like `periodEnd`.
  case endDate = "end_date"
  /// `timestamptz`: the instant up to which durations that have not ended are measured.
  case asOf = "as_of"
  /// `timestamptz`, exclusive: what happened then or later does not count. The earlier of `periodEnd` and `asOf`; empty like
  /// `periodEnd`.
  case countedUntil = "counted_until"
  /// `timestamptz`, exclusive: deals that were created then or later are not open yet. `asOf` if the window can end later than
  /// the period; empty if it cannot.
  case createdBefore = "created_before"
  /// `text`: the tenant's currency in upper case; empty if it has none.
  case currency
  /// `text`: what becomes of runs with amounts in other currencies, `warn` or `fail`; empty like `currency`.
  case otherCurrencies = "other_currencies"
  /// `timestamptz`, exclusive: up to when what became of a deal counts. Empty without a window.
  case outcomesUntil = "outcomes_until"
  /// `date` in the tenant's zone: that of `asOf`.
  case asOfDate = "as_of_date"
  /// `date` in the tenant's zone, exclusive: the end of the unit of the calendar that contains `asOfDate`.
  case horizonEnd = "horizon_end"
  /// `date` in the tenant's zone, exclusive: the end of the unit after that one.
  case nextHorizonEnd = "next_horizon_end"
  /// `timestamptz`, inclusive: since when closed deals count for calibration. Empty without calibration.
  case lookBackStart = "look_back_start"
  /// `uuid[]` without duplicates: the stages in the order that the schedule gives them; empty if their positions order them.
  case stageOrder = "stage_order"
  /// `uuid[]` without duplicates: the stages to which the schedule gives a percentage.
  case percentStages = "percent_stages"
  /// `numeric[]`: the percentages of `percentStages`, 0 to 100.
  case percents
  /// The keyword of the option `pipelines`, or `listed` for a list of ids.
  case pipelineSelection = "pipeline_selection"
  /// `uuid[]` without duplicates: the pipelines that the option `pipelines` selects, either the listed ones
  /// or all of the tenant. A single NULL if the option is `combined`.
  case pipelines
  /// `uuid[]` without duplicates: the users that the option `principals` selects.
  case users
  /// `uuid[]` without duplicates: the groups that the option `principals` selects.
  case groups
  /// `uuid[]`: those of `users` that the CRM does not have; empty unless the option lists them.
  case unknownUsers = "unknown_users"
  /// `uuid[]`: the same for `groups`.
  case unknownGroups = "unknown_groups"
  /// `jsonb`: the deals by where they are, added up; NULL if no report that is computed needs them. See `CRM/place_totals.sql`.
  case placeTotals = "place_totals"
  /// `jsonb`: by pipeline, what is doubtful about `placeTotals`, as warnings; NULL like them.
  case placeWarnings = "place_warnings"
  /// `uuid[]`: the deals created in the window that have several current rows in one pipeline; NULL like `placeTotals`.
  case dealsWithSeveralStages = "deals_with_several_stages"
  /// `text[]`: what each of `labelIDs` is the id of, `USER`, `GROUP` or `PIPELINE`.
  case labelKinds = "label_kinds"
  /// `uuid[]`: the users, groups and pipelines that have a name in the CRM, each once.
  case labelIDs = "label_ids"
  /// `text[]`: the names of `labelIDs`.
  case labelNames = "label_names"

  /// Those of the bounds that are recorded with a run: the others follow from what is recorded and the zone.
  package static let recordedBounds: [ReportParameter] = [.outcomesUntil, .horizonEnd, .nextHorizonEnd]
}
