import Foundation

/// A deal's stay in a stage as it truly was, in microseconds since 1970.
struct StageVisit: Hashable, Sendable {
  let dealID: UUID
  let stage: StageRow
  let entered: Int
  /// nil if the deal is still there.
  var left: Int?
  /// When the deal next entered a stage of the same pipeline; nil if it did not.
  var nextEntered: Int?

  /// Whether the deal is in the stage at an instant, before anything that happens at it.
  func stands(at instant: Int) -> Bool {
    guard entered < instant else { return false }
    return left.map { $0 >= instant } ?? true
  }

  /// The row that a CRM has just before an instant: a deal that leaves a stage, for another one or for good, leaves a row that
  /// is not current and says when.
  func row(before instant: Int) -> StageStateRow {
    let left = left.flatMap { $0 < instant ? $0 : nil }
    return StageStateRow(
      tenantID: stage.tenantID, dealID: dealID, pipelineID: stage.pipelineID, stageID: stage.id,
      enteredAt: .at(entered), exitedAt: left.map { .at($0) }, isCurrent: left == nil)
  }
}
