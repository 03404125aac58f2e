/// The parameters that a report's SQL may use. Each is bound as text and cast where it is used. In addition,
/// each flag option of a report is a `boolean` parameter with the option's name.
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
}
