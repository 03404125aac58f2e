import Foundation

/// Adds the stages that deals were in before to a random CRM. None of these rows is current.
///
/// Deals go forward, back, to a stage again, and to closed stages and on; before, in and after the window. A row's end is
/// that of the next one's beginning, or missing, or too early, or too late.
struct RandomHistories {
  private let poison: Poison
  private let start: Int
  private let end: Int
  private var random: SplitMix64

  init(window: OracleWindow, poison: Poison, random: SplitMix64) {
    guard let start = window.start, let end = window.end else { preconditionFailure("window has bounds") }
    self.poison = poison
    self.start = start
    self.end = end
    self.random = random
  }

  consuming func add(to crm: inout CRM) {
    for deal in crm.deals {
      let stages = crm.stages(of: deal.tenantID)
      guard !stages.isEmpty, random.chance(65) else { continue }
      for _ in 0..<random.pick([1, 1, 2]) {
        let pipelineID = random.pick(stages).pipelineID
        let there = stages.filter { $0.pipelineID == pipelineID }
        addHistory(of: deal, through: there, to: &crm)
      }
    }
  }

  private mutating func addHistory(of deal: DealRow, through stages: [StageRow], to crm: inout CRM) {
    let times = (0..<random.within(1...6)).map { _ in time() }.sorted()
    var visited = times.map { _ in random.pick(stages) }
    // Some only go back, and many are lost in the end.
    if random.chance(25) { visited.sort { place(of: $0) > place(of: $1) } }
    if let lost = stages.first(where: \.isLost), random.chance(50) { visited[visited.count - 1] = lost }
    var rows: [StageStateRow] = []
    for (number, time) in times.enumerated() {
      let next = number + 1 < times.count ? times[number + 1] : nil
      rows.append(
        StageStateRow(
          tenantID: deal.tenantID, dealID: deal.id, pipelineID: stages[0].pipelineID,
          stageID: visited[number].id, enteredAt: instant(time), exitedAt: exit(after: time, next),
          isCurrent: random.pick([false, false, nil])))
    }
    // Rows that begin alike, and differ in when the deal left or in the stage.
    for var row in rows where random.chance(15) {
      row.exitedAt = exit(after: start, nil)
      if random.chance(40) { row.stageID = random.pick(stages).id }
      rows.append(row)
    }
    crm.stageStates += rows
  }

  private func place(of stage: StageRow) -> Int {
    if case .number(let place) = stage.position { place } else { 0 }
  }

  /// When the deal left the stage that it entered at the time; it entered the next one, if there is any, at the other.
  private mutating func exit(after time: Int, _ next: Int?) -> SourceInstant? {
    switch (next, random.below(10)) {
    case (let next?, 0..<5): .at(next)
    case (nil, 0..<4): nil
    case (_, 5..<7): nil
    case (_, 7): instant(time - 1 - random.below(CivilText.microsecondsPerDay))
    default: instant(self.time())
    }
  }

  private mutating func time() -> Int {
    let day = CivilText.microsecondsPerDay
    // No time before 4713 BC.
    let length = min(end - start, 50 * 365 * day)
    return switch random.below(12) {
    case 0: start + random.within(-1...1)
    case 1: end + random.within(-1...1)
    case 2..<5: start - random.below(length)
    case 5..<7: end + random.below(40 * day)
    // Few different times, so that deals enter several stages at once, and lengths lie on halves of a hundredth of a day.
    case 7: start + random.below(4) * (length / 4)
    case 8: start + random.below(60) * (day / 200)
    default: start + random.below(length)
    }
  }

  private mutating func instant(_ time: Int) -> SourceInstant {
    if poison.contains(.infiniteInstants) && random.chance(3) {
      return random.pick([.minusInfinity, .infinity])
    }
    if poison.contains(.farInstants) && random.chance(4) {
      return .at(CivilText.day(random.pick([-4700, 290_000]), 1, 1) * CivilText.microsecondsPerDay)
    }
    return .at(time)
  }
}
