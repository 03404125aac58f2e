import Foundation

/// A CRM that lives for two years and keeps its history of stages as it should be kept: its tables at any instant, and the truth
/// about every deal.
struct LivingCRM: Sendable {
  static let tenantID = RandomIDs.id(first: 0, kind: "7e4a", number: 0)
  /// When its weeks end.
  static let mondays = (1...104).map { Monday($0) }
  /// Before it nothing happened.
  static let start = Monday(0).instant
  static let end = Monday(104).instant

  let stages: [StageRow]
  /// As they are today. A deal is created when it enters its first stage.
  private(set) var deals: [DealRow] = []
  private(set) var visits: [StageVisit] = []

  init(seed: UInt64, dealCount: Int = 300) {
    var draw = SplitMix64(seed: seed)
    let pipelines = (0..<3).map { Self.stages(ofPipeline: $0, &draw) }
    stages = pipelines.flatMap(\.self)
    for number in 0..<dealCount { addDeal(number, pipelines, &draw) }
  }

  /// Open stages in order, then a won and a lost one.
  private static func stages(ofPipeline number: Int, _ draw: inout SplitMix64) -> [StageRow] {
    let pipelineID = RandomIDs.id(first: draw.below(256), kind: "b1be", number: number)
    let openCount = 3 + number
    let states = Array(repeating: "OPEN", count: openCount) + ["DONE_SUCCESS", "DONE_FAILED"]
    return states.enumerated().map { place, state in
      StageRow(
        tenantID: tenantID,
        id: RandomIDs.id(first: draw.below(256), kind: "57a6", number: 100 * number + place),
        pipelineID: pipelineID, name: "Stage \(place)", stageState: state,
        position: place < openCount ? .number(100 * place) : nil)
    }
  }

  private mutating func addDeal(
    _ number: Int, _ pipelines: [[StageRow]], _ draw: inout SplitMix64
  ) {
    let dealID = RandomIDs.id(first: draw.below(256), kind: "dea1", number: number)
    var created = Self.start + draw.below(Self.end - Self.start - 10 * CivilText.microsecondsPerDay)
    if draw.chance(20) { created = Monday(after: created).instant + draw.pick([-1, 0, 1]) }
    let first = draw.below(pipelines.count)
    let path = DealPathDraw(dealID: dealID, stages: pipelines[first], end: Self.end)
      .visits(from: created, &draw)
    visits += path
    // Some deals are in a second pipeline too, or go there from the first one.
    let movedOn = draw.chance(50) ? path.last?.left : nil
    let second = movedOn ?? (draw.chance(25) ? DealPathDraw.later(than: created, &draw) : Self.end)
    if second < Self.end {
      visits += DealPathDraw(dealID: dealID, stages: pipelines[(first + 1) % 3], end: Self.end)
        .visits(from: second, &draw)
    }
    deals.append(
      DealRow(
        tenantID: Self.tenantID, id: dealID,
        amount: draw.chance(10) ? nil : .cents(Int128(draw.below(9_999_999))),
        createdAt: .at(created), updatedAt: .at(created),
        expectedCloseDate: draw.chance(10)
          ? nil : .day(created / CivilText.microsecondsPerDay + draw.below(300))))
  }

  /// SQL of what autovacuum does in a CRM; without it, the planner takes the tables for empty.
  private static let statistics = "ANALYZE deal, deal_pipeline_stage_state, pipeline_stage;"

  /// SQL that makes the tables, without deals.
  var tables: String {
    let crm = CRM(stages: stages, positionType: "integer")
    return CRMInserts.createTables(.usual(for: crm)) + CRMInserts.inserts(of: crm)
  }

  /// SQL that brings the tables from their state before one instant to their state before another.
  func changes(from start: Int, to end: Int) -> String {
    let left = visits.compactMap { visit in
      visit.left.flatMap { visit.entered < start && (start..<end).contains($0) ? (visit, $0) : nil }
    }
    let values = left.map { visit, left in
      "('\(visit.dealID.text)'::uuid, '\(visit.stage.id.text)'::uuid, '\(CivilText.instant(visit.entered))'::timestamptz, "
        + "'\(CivilText.instant(left))'::timestamptz)"
    }
    let update = """
      UPDATE deal_pipeline_stage_state AS s SET exited_at = v.exited_at, is_current = false
      FROM (VALUES \(values.joined(separator: ",\n"))) AS v (deal_id, stage_id, entered_at, exited_at)
      WHERE s.deal_id = v.deal_id AND s.pipeline_stage_id = v.stage_id AND s.entered_at = v.entered_at;

      """
    let created = deals.filter { $0.createdAt >= .at(start) && $0.createdAt < .at(end) }
    let entered = visits.filter { (start..<end).contains($0.entered) }
    return (left.isEmpty ? "" : update)
      + CRMInserts.inserts(of: CRM(deals: created, stageStates: entered.map { $0.row(before: end) }))
      + Self.statistics
  }

  /// SQL that makes the tables with the stages and with other deals and rows than the true ones.
  func tables(deals: [DealRow], rows: [StageStateRow]) -> String {
    tables + CRMInserts.inserts(of: CRM(deals: deals, stageStates: rows)) + Self.statistics
  }
}
