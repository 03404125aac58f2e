import Foundation

/// The pipelines that a report is requested for.
enum PipelineChoice: Hashable, Sendable {
  /// Overview and funnel.
  case all
  /// Coverage: one run for all pipelines together.
  case combined
  /// Coverage: one run for each pipeline of the tenant.
  case each
  case listed([UUID])
}
