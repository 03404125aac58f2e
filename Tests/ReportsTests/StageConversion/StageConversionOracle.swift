import Foundation
import Reports

/// What became of the deals that entered each stage. One run for each pipeline, with a row for each stage that has a rank.
enum StageConversionOracle: ReportOracle {
  static let report = Report.stageConversion
  static let failures: Set<Unreportable> = [
    .nanAmount, .infiniteInstant, .outOfRange, .missingName, .longText, .otherCurrency, .noOrder,
    .closedStageListed,
  ]
  private static let rate = NumericColumn(precision: 5, scale: 4)
  private static let amountRate = NumericColumn(precision: 28, scale: 4)
  private static let days = NumericColumn(precision: 10, scale: 2)

  static func runs(_ crm: CRM, _ request: OracleRequest) -> [ExpectedRun] {
    let pipelines: Set<UUID> =
      if case .listed(let ids) = request.pipelines { Set(ids) } else {
        Set(crm.pipelines(of: request.tenantID))
      }
    return pipelines.sorted { $0.precedes($1) }.map { run(of: $0, crm, request) }
  }

  private static func run(of pipelineID: UUID, _ crm: CRM, _ request: OracleRequest) -> ExpectedRun {
    let stages = crm.stages(of: request.tenantID).filter { $0.pipelineID == pipelineID }
    let ranks = ranks(of: stages, in: pipelineID, crm, request)
    let counted = request.counted
    let (end, outcomes) = (instant(counted.end), instant(request.bounds.outcomesUntil ?? request.window.end))
    let deals = crm.deals(of: request.tenantID)
    // The stays that ended in the window are those of the paths up to its end.
    let byID = Dictionary(uniqueKeysWithValues: stages.map { ($0.id, $0) })
    let rowsOfDeals = Dictionary(
      grouping: crm.stageStates.filter { $0.tenantID == request.tenantID }, by: \.dealID)
    func paths(until end: SourceInstant) -> [DealPath] {
      deals.map { DealPath(of: $0, rowsOfDeals[$0.id] ?? [], in: pipelineID, byID, until: end) }
    }
    let (paths, pathsToEnd) = (paths(until: outcomes), paths(until: end))
    let new = paths.filter { path in path.visits.first.map { counted.contains($0.enteredAt) } ?? false }

    var findings = Findings()
    if !Set(listed(request)).isDisjoint(with: stages.filter(\.isTerminal).map(\.id)) {
      findings.add(.closedStageListed)
    }
    if stages.contains(where: \.isOpen) && ranks.isEmpty { findings.add(.noOrder) }
    var rows: [[String?]] = []
    var priced: [DealRow] = []
    for stage in stages.sorted(by: { isBefore($0, $1, ranks) }) {
      guard let rank = ranks[stage.id] else { continue }
      let visitors = Visitors(of: stage, ranks, paths, in: counted, until: outcomes)
      let stays = Stays(in: stage, ranks, pathsToEnd, counted)
      let reached = new.count { path in path.visits.contains { (ranks[$0.stage.id] ?? 0) >= rank } }
      priced += visitors.entered
      let amounts = [visitors.entered, visitors.advanced, visitors.lost].map {
        findings.total($0.map(\.amount))
      }
      func open(_ value: String?) -> String? { stage.isOpen ? value : nil }
      func share(_ part: Int, of whole: Int) -> String? {
        whole == 0 ? nil : findings.decimal(Int128(part), over: Int128(whole), as: rate)
      }
      let (entered, advanced, lost) = (
        visitors.entered.count, visitors.advanced.count, visitors.lost.count
      )
      let amountShare = amounts[0].flatMap {
        $0 == 0 || !stage.isOpen ? nil : findings.decimal(amounts[1], over: $0, as: amountRate)
      }
      let median = stays.spans.isEmpty ? nil : findings.twiceTheMedian(stays.spans)
      rows.append([
        pipelineID.text, stage.id.text, findings.text(stage.name, maxLength: 255),
        findings.text(stage.stageState, maxLength: 20), String(rank), String(entered), String(advanced),
        String(lost), String(visitors.left.count), String(visitors.open.count),
        String(visitors.regressed.count), String(visitors.skipped), findings.money(amounts[0]),
        findings.money(amounts[1]), findings.money(amounts[2]), open(share(advanced, of: entered)),
        open(share(advanced, of: advanced + lost)), amountShare, String(new.count), String(reached),
        share(reached, of: new.count), String(stays.spans.count), String(stays.forward),
        open(share(stays.forward, of: stays.spans.count)),
        median.flatMap {
          findings.decimal($0, over: 2 * Int128(CivilText.microsecondsPerDay), as: days)
        },
        crm.name(ofPipeline: pipelineID, in: request.tenantID), CivilText.instant(request.asOf),
      ])
    }
    let otherCurrency = findings.dealsInOtherCurrency(priced, request.currency)
    return ExpectedRun(
      dimensions: [pipelineID.text], outcome: findings.outcome(rows),
      warnings: [
        .severalCurrentStages: dirtyDeals(in: pipelineID, crm, request.tenantID),
        .stagesWithoutOrder: stages.count { $0.isOpen && ranks[$0.id] == nil },
        .noStages: stages.contains(where: \.isOpen) ? 0 : 1,
        .stagesWithoutState: crm.stagesWithoutState(in: [pipelineID], of: request.tenantID),
        .otherCurrency: otherCurrency,
      ])
  }

  /// By position, or by the request's list; won stages come after all open ones that have a rank.
  private static func ranks(
    of stages: [StageRow], in pipelineID: UUID, _ crm: CRM, _ request: OracleRequest
  ) -> [UUID: Int] {
    let listed = listed(request)
    if listed.isEmpty { return crm.stageRanks(in: pipelineID, of: request.tenantID) }
    let ordered = listed.filter { id in stages.contains { $0.id == id && $0.isOpen } }
    if ordered.isEmpty { return [:] }
    var ranks = Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($1, $0 + 1) })
    for stage in stages where stage.isWon { ranks[stage.id] = ordered.count + 1 }
    return ranks
  }

  private static func listed(_ request: OracleRequest) -> [UUID] {
    if case .stages(let ids) = request.options["stages"] { ids } else { [] }
  }

  private static func dirtyDeals(in pipelineID: UUID, _ crm: CRM, _ tenantID: UUID) -> Int {
    let currentStages = crm.currentStages(of: tenantID)
    return crm.deals(of: tenantID).count { deal in
      let candidates = (currentStages[deal.id] ?? []).filter {
        $0.state.pipelineID == pipelineID && $0.stage.pipelineID == pipelineID
      }
      return candidates.count > 1
    }
  }

  private static func isBefore(_ one: StageRow, _ other: StageRow, _ ranks: [UUID: Int]) -> Bool {
    let (mine, theirs) = (ranks[one.id] ?? .max, ranks[other.id] ?? .max)
    return mine != theirs ? mine < theirs : one.id.precedes(other.id)
  }

  private static func instant(_ microseconds: Int?) -> SourceInstant {
    microseconds.map { .at($0) } ?? .infinity
  }
}
