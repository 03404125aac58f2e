import Foundation
import Reports

/// Open deals that are expected to close in the period, against the targets set for exactly that period. One
/// run, with one row, for each principal, or for each principal and pipeline.
enum PipelineCoverageOracle: ReportOracle {
  static let report = Report.pipelineCoverage
  private static let coverageRatio = NumericColumn(precision: 28, scale: 4)

  static func runs(_ crm: CRM, _ request: OracleRequest) -> [ExpectedRun] {
    var runs: [ExpectedRun] = []
    for principal in crm.principals(request.principals, of: request.tenantID) {
      for pipelineID in pipelines(crm, request) {
        runs.append(run(of: principal, in: pipelineID, crm, request))
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
    of principal: PrincipalKey, in pipelineID: UUID?, _ crm: CRM, _ request: OracleRequest
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
      guard let stageID = deal.stageID, let stage = stages[stageID], stage.stageState != nil,
        !stage.isTerminal
      else {
        return false
      }
      guard let date = deal.expectedCloseDate ?? deal.closeDate else { return false }
      return principal.has(deal) && request.window.contains(date)
        && (pipelineID == nil || deal.pipelineID == pipelineID)
    }

    var findings = Findings()
    let open = findings.total(openDeals.map(\.amount))
    let target = targets.isEmpty ? nil : findings.total(targets.map(\.amount))
    var ratio: String?
    if let target, target != 0 {
      ratio = findings.decimal(open, over: target, as: coverageRatio)
    }
    let dimensions = [principal.kind.rawValue, principal.id.text, pipelineID?.text]
    let row =
      [CivilText.date(startDate), CivilText.date(endDate)] + dimensions
      + [findings.money(target), findings.money(open), ratio]
    let hasBothKinds =
      pipelineID == nil && targets.contains { $0.pipelineID == nil }
      && targets.contains { $0.pipelineID != nil }
    return ExpectedRun(
      dimensions: dimensions, outcome: findings.outcome([row]),
      warnings: [
        .bothKindsOfTarget: hasBothKinds ? 1 : 0,
        .unknownPrincipal: crm.principals(of: request.tenantID).contains(principal) ? 0 : 1,
        .noStages: pipelineID.map { crm.pipelines(of: request.tenantID).contains($0) ? 0 : 1 } ?? 0,
        .stagesWithoutState: pipelineID.map { crm.stagesWithoutState(in: [$0], of: request.tenantID) } ?? 0,
      ])
  }
}
