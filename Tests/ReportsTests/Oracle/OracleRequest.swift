import Foundation

/// What a report is asked for. A report looks only at the options that it has.
struct OracleRequest: Hashable, Sendable {
  var tenantID: UUID
  var window: OracleWindow
  /// Where a deal's stay in its stage is measured to while it lasts.
  var asOf: Int
  var pipelines: PipelineChoice
  var principals: PrincipalChoice = .all
  /// Options that are true or false, by name; those that are missing have their default.
  var flags: [String: Bool] = [:]
}
