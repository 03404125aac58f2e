import Foundation
import Reports

/// The deals of a pipeline's open stages per stage and bucket of close dates, and what they are worth by chance. One run for each
/// pipeline; a stage and bucket without deals have no row.
enum WeightedPipelineOracle: ReportOracle {
  static let report = Report.weightedPipeline
  static let failures: Set<Unreportable> = [
    .nanAmount, .infiniteInstant, .outOfRange, .missingName, .longText, .otherCurrency, .badProbability,
    .noProbability,
  ]
  private static let probabilityColumn = NumericColumn(precision: 5, scale: 4)

  /// The dates of a bucket, in days since 1970: from the first to the day before the second.
  private struct Bucket: Hashable {
    let name: String
    var start: Int?
    var end: Int?
  }

  private struct Place: Hashable {
    let stage: StageRow
    let bucket: Bucket
  }

  static func runs(_ crm: CRM, _ request: OracleRequest) -> [ExpectedRun] {
    let pipelines: Set<UUID> =
      if case .listed(let ids) = request.pipelines { Set(ids) } else {
        Set(crm.pipelines(of: request.tenantID))
      }
    let chosen = ChosenStages(crm, request)
    return pipelines.sorted { $0.precedes($1) }.map { run(of: $0, crm, chosen, request) }
  }

  private static func run(
    of pipelineID: UUID, _ crm: CRM, _ all: ChosenStages, _ request: OracleRequest
  ) -> ExpectedRun {
    let (warnings, chosen) = all.of(pipelineID)
    var places: [Place: [(deal: DealRow, state: StageStateRow)]] = [:]
    for (deal, current) in chosen where current.stage.isOpen {
      if !request.asItWas && !overlaps(current.state, request.counted) { continue }
      // When deals should have closed then, nobody knows.
      let bucket = request.asItWas ? Bucket(name: "UNKNOWN") : bucket(of: deal, request.bounds)
      let place = Place(stage: current.stage, bucket: bucket)
      places[place, default: []].append((deal, current.state))
    }

    var findings = Findings()
    let ranks = crm.stageRanks(in: pipelineID, of: request.tenantID)
    var chances: [StageRow: StageChance] = [:]
    for stage in Set(places.keys.map(\.stage)) {
      chances[stage] = StageChance(of: stage, crm, chosen, request, &findings)
    }
    if !chances.isEmpty && chances.values.allSatisfy({ $0.tenThousandths == nil && !$0.isInvalid }) {
      findings.add(.noProbability)
    }
    var rows: [[String?]] = []
    for (place, deals) in places.sorted(by: { isBefore($0.key, $1.key, ranks) }) {
      let stage = place.stage
      if !request.asItWas {
        _ = findings.total(deals.map { (from: $0.state.enteredAt, to: .at(request.asOf)) })
      }
      let amounts = deals.map(\.deal.amount)
      let total = findings.total(amounts)
      let open = findings.money(total)
      let chance = chances[stage]
      let cents = open.flatMap { Int128($0.filter { $0 != "." }) }
      rows.append([
        pipelineID.text, stage.id.text, place.bucket.name, findings.text(stage.name, maxLength: 255),
        findings.text(stage.stageState, maxLength: 20), ranks[stage.id].map(String.init),
        place.bucket.start.map { CivilText.date($0) }, place.bucket.end.map { CivilText.date($0) },
        String(deals.count), String(amounts.count { $0 == nil }), open,
        chance?.tenThousandths.flatMap { findings.decimal($0, over: 10_000, as: probabilityColumn) },
        chance?.source, chance?.won.map(String.init), chance?.lost.map(String.init),
        chance?.tenThousandths.flatMap { chance in
          findings.decimal(cents.map { $0 * chance }, over: 1_000_000, as: .money)
        },
        crm.name(ofPipeline: pipelineID, in: request.tenantID), CivilText.instant(request.asOf),
      ])
    }
    let otherCurrency = findings.dealsInOtherCurrency(
      places.values.flatMap { $0.map(\.deal) }, request.currency)
    return ExpectedRun(
      dimensions: [pipelineID.text], outcome: findings.outcome(rows),
      warnings: warnings.merging([
        .noProbability: chances.values.count { $0.tenThousandths == nil },
        .noStages: crm.pipelines(of: request.tenantID).contains(pipelineID) ? 0 : 1,
        .stagesWithoutState: crm.stagesWithoutState(in: [pipelineID], of: request.tenantID),
        .otherCurrency: otherCurrency,
      ]) { $1 })
  }

  private static func bucket(of deal: DealRow, _ bounds: OracleBounds) -> Bucket {
    guard let date = deal.expectedCloseDate ?? deal.closeDate else { return Bucket(name: "UNDATED") }
    guard let today = bounds.asOfDate, let end = bounds.horizonEnd, let nextEnd = bounds.nextHorizonEnd else {
      preconditionFailure("the request has no horizon")
    }
    if date < .day(today) { return Bucket(name: "OVERDUE", end: today) }
    if date < .day(end) { return Bucket(name: "CURRENT", start: today, end: end) }
    if date < .day(nextEnd) { return Bucket(name: "NEXT", start: end, end: nextEnd) }
    return Bucket(name: "LATER", start: nextEnd)
  }

  /// By rank, those without one last, then by id, then by bucket.
  private static func isBefore(_ one: Place, _ other: Place, _ ranks: [UUID: Int]) -> Bool {
    let (mine, theirs) = (ranks[one.stage.id] ?? .max, ranks[other.stage.id] ?? .max)
    if mine != theirs { return mine < theirs }
    if one.stage.id != other.stage.id { return one.stage.id.precedes(other.stage.id) }
    return one.bucket.name < other.bucket.name
  }

  /// A stay that ended exactly at the window's start is inside; one that began at its end is not.
  private static func overlaps(_ state: StageStateRow, _ window: OracleWindow) -> Bool {
    if let start = window.start, let exitedAt = state.exitedAt, exitedAt < .at(start) { return false }
    if let end = window.end, state.enteredAt >= .at(end) { return false }
    return true
  }
}
