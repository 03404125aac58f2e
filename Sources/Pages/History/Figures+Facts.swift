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
    if let table = try table(.overview) { addOverview(try table.all) }
    if let table = try table(.conversion) { addConversion(try table.all) }
    if let table = try table(.coverage) { addCoverage(try CoverageFacts(table)) }
  }

  private mutating func addStages(_ rows: [FactRow]) {
    let open = StagesSection.open(rows)
    self[.openAmount] = open.map { $0.amount("total_amount") }.reduce(.zero, +)
    self[.openCount] = ExactNumber(open.map { $0.count("deal_count") }.reduce(0, +))
  }

  private mutating func addForecast(_ rows: [FactRow]) {
    let weighted = rows.filter { $0["close_bucket"] == "CURRENT" }.compactMap { $0.number("weighted_amount") }
    if !weighted.isEmpty { self[.weightedAmount] = weighted.reduce(.zero, +) }
  }

  private mutating func addOverview(_ rows: [FactRow]) {
    let sum = OverviewSection.Sum(rows)
    guard sum.closed > 0 else { return }
    self[.wonAmount] = sum.amounts["WON"] ?? .zero
    self[.wonCount] = ExactNumber(sum.deals["WON", default: 0])
    self[.closedWonCount] = self[.wonCount]
    self[.closedCount] = ExactNumber(sum.closed)
    self[.winRate] = sum.winRate
    self[.averageWonAmount] = sum.averageWon
  }

  /// What was won in the window by the histories of stages; the overview takes deals by when they last changed.
  private mutating func addConversion(_ rows: [FactRow]) {
    let won = rows.filter(ConversionSection.isWon)
    guard !won.isEmpty else { return }
    self[.wonAmount] = won.map { $0.amount("entered_amount") }.reduce(.zero, +)
    self[.wonCount] = ExactNumber(won.map { $0.count("entered_count") }.reduce(0, +))
  }

  private mutating func addCoverage(_ facts: CoverageFacts) {
    let counts = facts.subjects
    guard counts.withTarget > 0, counts[.unknown] == 0 else { return }
    self[.targetCount] = ExactNumber(counts.withTarget)
    self[.shortCount] = ExactNumber(counts.short)
    self[.reachedCount] = ExactNumber(counts[.reached])
  }
}
