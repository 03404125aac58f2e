import Foundation

/// The four reports.
enum OracleReport: String, CaseIterable, Sendable {
  case pipelineOverview = "pipeline_overview"
  case pipelineStageFunnel = "pipeline_stage_funnel"
  case pipelineCoverage = "pipeline_coverage"
  case repPerformance = "rep_performance"
}

/// A window as both the instants and the local dates at which it begins and ends: the start belongs to it,
/// the end does not. A missing bound is no bound.
struct OracleWindow: Hashable, Sendable {
  var start: Int?
  var end: Int?
  var startDate: Int?
  var endDate: Int?

  static let unbounded = OracleWindow()

  func contains(_ instant: SourceInstant) -> Bool {
    if let start, instant < .at(start) { return false }
    if let end, instant >= .at(end) { return false }
    return true
  }

  func contains(_ date: SourceDate) -> Bool {
    if let startDate, date < .day(startDate) { return false }
    if let endDate, date >= .day(endDate) { return false }
    return true
  }
}

enum PipelineChoice: Hashable, Sendable {
  /// Overview and funnel.
  case all
  /// Coverage: one run for all pipelines together.
  case combined
  /// Coverage: one run for each pipeline of the tenant.
  case each
  case listed([UUID])
}

enum PrincipalChoice: Hashable, Sendable {
  case all
  case users
  case groups
  case listed([PrincipalKey])
}

/// What a report is asked for. A report looks only at the options that it has.
struct OracleRequest: Hashable, Sendable {
  var tenantID: UUID
  var window: OracleWindow
  /// Where a deal's stay in its stage is measured to while it lasts.
  var asOf: Int
  var pipelines: PipelineChoice
  var principals: PrincipalChoice = .all
  var includeInactive = true
  var includeClosed = false
}
