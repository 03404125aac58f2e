/// The parameters that a report's SQL may name, each bound as text and cast where it is used.
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
  /// `all`, `combined`, `each` or `listed`.
  case pipelineSelection = "pipeline_selection"
  /// `uuid[]`; empty unless `listed`.
  case listedPipelines = "listed_pipelines"
  /// `all`, `users`, `groups` or `listed`.
  case principalSelection = "principal_selection"
  /// `jsonb`, an array of `{"type": "USER", "id": "…"}`; empty unless `listed`.
  case listedPrincipals = "listed_principals"
  /// `boolean`
  case includeInactive = "include_inactive"
  /// `boolean`
  case includeClosed = "include_closed"
}
