/// The parameters that a report's SQL may name, each bound as text and cast where it is used. Besides these there is one
/// for each option of the report that is a flag: a `boolean` of the option's name.
package enum ReportParameter: String, CaseIterable, Sendable {
  /// `uuid`
  case tenantID = "tenant_id"
  /// `timestamptz`, inclusive; empty where the window has no start.
  case periodStart = "period_start"
  /// `timestamptz`, exclusive; empty only for an ad-hoc run without a window.
  case periodEnd = "period_end"
  /// `date` in the tenant's zone, inclusive; empty as above.
  case startDate = "start_date"
  /// `date` in the tenant's zone, exclusive; empty as above.
  case endDate = "end_date"
  /// `timestamptz`: the instant at which open durations are measured.
  case asOf = "as_of"
  /// The keyword of the option `pipelines`, or `listed`.
  case pipelineSelection = "pipeline_selection"
  /// `uuid[]`, each once: the pipelines of the option `pipelines`, be they listed or all that the tenant has. NULL alone
  /// where the option is `combined`.
  case pipelines
  /// `uuid[]`, each once: the users that the option `principals` asks for.
  case users
  /// `uuid[]`: the groups, likewise.
  case groups
}
