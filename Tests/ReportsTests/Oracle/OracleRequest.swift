import Foundation

/// A request for a report. A report looks only at the options that it has.
struct OracleRequest: Hashable, Sendable {
  var tenantID: UUID
  var window: OracleWindow
  /// The instant up to which a stay that has not ended is measured.
  var asOf: Int
  var pipelines: PipelineChoice
  var principals: PrincipalChoice = .all
  /// Options that are true or false, by name; missing ones have their default.
  var flags: [String: Bool] = [:]
}
