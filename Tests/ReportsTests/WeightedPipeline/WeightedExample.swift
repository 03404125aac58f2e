import Foundation
import Reports

/// Builds the CRMs of the design's cases: three open stages in order, a won and a lost one, and October 2026 in UTC.
struct WeightedExample {
  static let october = OracleWindow(
    start: instant(2026, 10, 1), end: instant(2026, 11, 1), startDate: CivilText.day(2026, 10, 1),
    endDate: CivilText.day(2026, 11, 1))

  var hard = HardCRM()
  let (a, b, c, won, lost): (StageRow, StageRow, StageRow, StageRow, StageRow)

  /// Stages whose probabilities are 10, 40 and 80 %.
  init() {
    hard.crm.positionType = "integer"
    hard.crm.probabilityType = "integer"
    var stages: [StageRow] = []
    for (place, percent) in [10, 40, 80].enumerated() {
      stages.append(hard.addStage("OPEN", position: .number(100 * place)))
      hard.crm.stages[place].probability = .millionths(percent * 1_000_000)
    }
    (a, b, c) = (stages[0], stages[1], stages[2])
    won = hard.addStage("DONE_SUCCESS")
    lost = hard.addStage("DONE_FAILED")
  }

  /// With the horizon of a quarter, and a look-back of 365 days.
  static func request(
    _ options: [String: OptionValue] = [:], window: OracleWindow = october, asOf: Int? = nil
  ) -> OracleRequest {
    var request = HardCRM.request(window: window, asOf: asOf ?? instant(2026, 11, 1))
    request.options = options
    request.bounds = OracleBounds(
      asOfDate: CivilText.day(2026, 11, 1), horizonEnd: CivilText.day(2027, 1, 1),
      nextHorizonEnd: CivilText.day(2027, 4, 1), lookBackStart: instant(2025, 11, 1))
    return request
  }

  static func instant(_ year: Int, _ month: Int, _ day: Int) -> Int {
    CivilText.day(year, month, day) * CivilText.microsecondsPerDay
  }

  /// A deal that is in the stage since the second of October.
  mutating func add(
    in stage: StageRow, _ cents: Int128?, expected: Int? = nil, closing: Int? = nil,
    since entered: Int = instant(2026, 10, 2)
  ) {
    hard.addDeal(in: stage, amount: cents ?? 0, created: 0, entered: entered - HardCRM.middle)
    hard.changeLastDeal {
      if cents == nil { $0.amount = nil }
      $0.expectedCloseDate = expected.map { .day($0) }
      $0.closeDate = closing.map { .day($0) }
    }
  }

  /// The deal that was added last was in the stage before, from this day of October on.
  mutating func lastDealWas(in stage: StageRow, since day: Int, isCurrent: Bool? = false) {
    guard var row = hard.crm.stageStates.last else { return }
    row.stageID = stage.id
    row.enteredAt = .at(Self.instant(2026, 10, day))
    row.isCurrent = isCurrent
    hard.crm.stageStates.append(row)
  }

  /// A deal that visited these stages, one a day from the first of October on, and is in the last one.
  mutating func add(path: [StageRow], _ cents: Int128 = 100) {
    guard let last = path.last else { return }
    add(in: last, cents, since: Self.instant(2026, 10, path.count))
    for (day, stage) in path.dropLast().enumerated() { lastDealWas(in: stage, since: day + 1) }
  }
}
