internal import Exports
internal import Reports

extension Figures {
  /// From the facts of a period. A report with failed runs gives none: a part is not the whole.
  init(_ source: ViewSource) throws {
    self.init()
    func table(_ presentation: Presentation) throws -> FactTable? {
      let table = try FactTable(presentation, in: source)
      return (table?.published?.runs?.failed ?? 0) > 0 ? nil : table
    }
    if let table = try table(.stages) { addStages(try table.all) }
    if let table = try table(.forecast) { addForecast(try table.all) }
    if let table = try table(.overview), OverviewSection.hasClosed(table) { addOverview(try table.all) }
    if let table = try table(.conversion), let runs = table.published?.runs,
      let won = WonTotal(try table.all, pipelines: runs.succeeded)
    {
      addWon(won)
    }
    if let table = try table(.coverage) { addCoverage(try CoverageFacts(table)) }
  }

  private mutating func addStages(_ rows: [FactRow]) {
    let open = rows.filter(\.isOfOpenStage)
    self[.openAmount] = open.total("total_amount")
    self[.openCount] = ExactNumber(open.count("deal_count"))
  }

  private mutating func addForecast(_ rows: [FactRow]) {
    let weighted = rows.filter { $0["close_bucket"] == "CURRENT" }.compactMap { $0.number("weighted_amount") }
    if !weighted.isEmpty { self[.weightedAmount] = weighted.reduce(.zero, +) }
  }

  private mutating func addOverview(_ rows: [FactRow]) {
    let sum = OverviewSum(rows)
    self[.wonAmount] = sum.amount("WON")
    self[.wonCount] = ExactNumber(sum.count("WON"))
    self[.closedWonCount] = self[.wonCount]
    self[.closedCount] = ExactNumber(sum.closed)
    self[.winRate] = sum.winRate
    self[.averageWonAmount] = sum.averageWon
  }

  /// What was won in the window by the histories of stages; the overview takes deals by when they last changed.
  private mutating func addWon(_ won: WonTotal) {
    self[.wonAmount] = won.amount
    self[.wonCount] = ExactNumber(won.count)
    isWonByStages = true
  }

  private mutating func addCoverage(_ facts: CoverageFacts) {
    let counts = facts.subjects
    guard counts.withTarget > 0, counts[.unknown] == 0 else { return }
    self[.targetCount] = ExactNumber(counts.withTarget)
    self[.shortCount] = ExactNumber(counts.short)
    self[.reachedCount] = ExactNumber(counts[.reached])
  }
}
