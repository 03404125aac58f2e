import Foundation

/// Where a deal was in one pipeline, as its rows say it, up to some instant.
struct DealPath {
  struct Visit {
    let stage: StageRow
    /// Of equal rows, the one that says it best.
    let row: StageStateRow
    /// The number of equal rows.
    let rows: Int

    var enteredAt: SourceInstant { row.enteredAt }
    /// When the deal left the pipeline, if this is its last visit; nil if it did not.
    var leftAt: SourceInstant? { row.isCurrent == true ? nil : row.exitedAt }
  }

  let deal: DealRow
  /// In order. A visit ends when the next one begins.
  let visits: [Visit]

  /// - Parameters:
  ///   - rows: all of the deal's.
  ///   - stages: those of the pipeline, by id.
  ///   - end: rows that begin then or later are not looked at; nil for all rows.
  init(
    of deal: DealRow, _ rows: [StageStateRow], in pipelineID: UUID, _ stages: [UUID: StageRow],
    until end: SourceInstant?
  ) {
    self.deal = deal
    let rows = rows.filter {
      if let end, $0.enteredAt >= end { return false }
      return $0.pipelineID == pipelineID && stages[$0.stageID] != nil
    }
    struct Beginning: Hashable {
      let stageID: UUID
      let enteredAt: SourceInstant
    }
    let equal = Dictionary(grouping: rows) { Beginning(stageID: $0.stageID, enteredAt: $0.enteredAt) }
    visits = equal.compactMap { beginning, rows in
      guard let stage = stages[beginning.stageID], let row = Self.chosen(among: rows) else { return nil }
      return Visit(stage: stage, row: row, rows: rows.count)
    }.sorted { one, other in
      one.enteredAt != other.enteredAt
        ? one.enteredAt < other.enteredAt : one.stage.id.precedes(other.stage.id)
    }
  }

  /// Of rows that begin alike: a current one, else one that was never left, else the one left last.
  private static func chosen(among rows: [StageStateRow]) -> StageStateRow? {
    if let current = rows.first(where: { $0.isCurrent == true }) { return current }
    if let open = rows.first(where: { $0.exitedAt == nil }) { return open }
    return rows.max { ($0.exitedAt ?? .infinity) < ($1.exitedAt ?? .infinity) }
  }

  /// Whether the deal left the pipeline after its last visit, before the instant.
  func isLeft(before end: SourceInstant) -> Bool {
    guard let leftAt = visits.last?.leftAt else { return false }
    return leftAt < end
  }
}
