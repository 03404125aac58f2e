import Foundation
import Reports

/// Open deals that are expected to close in the window, against the targets set for exactly its dates and what is won of
/// them already. One run, with one row, for each principal, or for each principal and pipeline.
enum PipelineCoverageOracle: ReportOracle {
  static let report = Report.pipelineCoverage
  private static let coverageRatio = NumericColumn(precision: 28, scale: 4)

  static func runs(_ crm: CRM, _ request: OracleRequest) -> [ExpectedRun] {
    let closes = crm.closes(of: request.tenantID, in: request.counted)
    var runs: [ExpectedRun] = []
    for principal in crm.principals(request) {
      for pipelineID in pipelines(crm, request) {
        runs.append(run(of: principal, in: pipelineID, crm, closes, request))
      }
    }
    return runs
  }

  /// The pipelines of the runs; nil stands for all of them together.
  private static func pipelines(_ crm: CRM, _ request: OracleRequest) -> [UUID?] {
    switch request.pipelines {
    case .all, .combined: [nil]
    case .each: crm.pipelines(of: request.tenantID)
    case .listed(let ids): Set(ids).sorted { $0.precedes($1) }
    }
  }

  private static func run(
    of principal: PrincipalKey, in pipelineID: UUID?, _ crm: CRM, _ closes: [Close],
    _ request: OracleRequest
  ) -> ExpectedRun {
    guard let startDate = request.window.startDate, let endDate = request.window.endDate else {
      preconditionFailure("coverage needs a period")
    }
    let targets = crm.targets(of: request.tenantID).filter {
      principal.has($0) && $0.periodStart == .day(startDate) && $0.periodEnd == .day(endDate)
        && (pipelineID == nil || $0.pipelineID == pipelineID)
    }
    let stages = crm.stagesByID(of: request.tenantID)
    let openDeals = crm.deals(of: request.tenantID).filter { deal in
      // Open: a stage without a state is not.
      guard let stageID = deal.stageID, let stage = stages[stageID], stage.isOpen else { return false }
      guard let date = deal.expectedCloseDate ?? deal.closeDate else { return false }
      if let bound = request.createdBefore, deal.createdAt >= .at(bound) { return false }
      return principal.has(deal) && request.window.contains(date)
        && (pipelineID == nil || deal.pipelineID == pipelineID)
    }

    // Won is a close, whatever the deal's own stage and expected date say: the same deal can be open, too.
    let wonDeals = closes.filter { close in
      close.stage.isWon && principal.has(close.deal)
        && (pipelineID == nil || close.deal.pipelineID == pipelineID)
    }.map(\.deal)

    var findings = Findings()
    let open = findings.total(openDeals.map(\.amount))
    let won = findings.total(wonDeals.map(\.amount))
    let target = targets.isEmpty ? nil : findings.total(targets.map(\.amount))
    var ratio: String?
    if let target, target != 0 {
      ratio = findings.decimal(open, over: target, as: coverageRatio)
    }
    var remaining: Int128?
    if let target, let won { remaining = max(target - won, 0) }
    var remainingRatio: String?
    if let remaining, remaining != 0 {
      remainingRatio = findings.decimal(open, over: remaining, as: coverageRatio)
    }
    let dimensions = [principal.kind.rawValue, principal.id.text, pipelineID?.text]
    let row =
      [CivilText.date(startDate), CivilText.date(endDate)] + dimensions
      + [
        findings.money(target), findings.money(open), ratio, findings.money(won), findings.money(remaining),
        remainingRatio, crm.name(of: principal, in: request.tenantID),
        crm.name(ofPipeline: pipelineID, in: request.tenantID), CivilText.instant(request.asOf),
      ]
    let hasBothKinds =
      pipelineID == nil && targets.contains { $0.pipelineID == nil }
      && targets.contains { $0.pipelineID != nil }
    let otherCurrency = findings.dealsInOtherCurrency(openDeals + wonDeals, request.currency)
    return ExpectedRun(
      dimensions: dimensions, outcome: findings.outcome([row]),
      warnings: [
        .bothKindsOfTarget: hasBothKinds ? 1 : 0,
        .unknownPrincipal: crm.isUnknown(principal, of: request.tenantID) ? 1 : 0,
        .noStages: pipelineID.map { crm.pipelines(of: request.tenantID).contains($0) ? 0 : 1 } ?? 0,
        .stagesWithoutState: pipelineID.map { crm.stagesWithoutState(in: [$0], of: request.tenantID) } ?? 0,
        .otherCurrency: otherCurrency,
      ])
  }
}
