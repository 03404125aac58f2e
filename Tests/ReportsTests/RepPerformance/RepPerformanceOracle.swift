import Foundation
import Reports

/// What became of the deals that were created in the window. One run, with one row, for each principal.
enum RepPerformanceOracle: ReportOracle {
  static let report = Report.repPerformance
  private static let averageDealSize = NumericColumn(precision: 14, scale: 2)
  private static let daysToClose = NumericColumn(precision: 10, scale: 4)
  private static let winRate = NumericColumn(precision: 5, scale: 4)

  static func runs(_ crm: CRM, _ request: OracleRequest) -> [ExpectedRun] {
    crm.principals(request.principals, of: request.tenantID).map { run(of: $0, crm, request) }
  }

  private static func run(
    of principal: PrincipalKey, _ crm: CRM, _ request: OracleRequest
  ) -> ExpectedRun {
    guard let start = request.window.start, let end = request.window.end else {
      preconditionFailure("performance needs a window")
    }
    let currentStages = crm.currentStages(of: request.tenantID)
    let created = crm.deals(of: request.tenantID).filter {
      principal.has($0) && request.window.contains($0.createdAt)
    }
    var won: [DealRow] = []
    var lost: [DealRow] = []
    var timesToClose: [(from: SourceInstant, to: SourceInstant)] = []
    for deal in created {
      let candidates = currentStages[deal.id] ?? []
      guard let closing = closing(among: candidates, request.window) else { continue }
      if closing.stage.isWon { won.append(deal) } else { lost.append(deal) }
      timesToClose.append((from: deal.createdAt, to: closing.state.enteredAt))
    }

    var findings = Findings()
    let wonTotal = findings.total(won.map(\.amount))
    let closeTotal = findings.total(timesToClose)
    let closed = Int128(timesToClose.count)
    var averageSize: String?
    var averageTime: String?
    var winRate: String?
    if !won.isEmpty {
      averageSize = findings.decimal(wonTotal, over: 100 * Int128(won.count), as: averageDealSize)
    }
    if closed > 0 {
      let days = closed * Int128(CivilText.microsecondsPerDay)
      averageTime = findings.decimal(closeTotal, over: days, as: daysToClose)
      winRate = findings.decimal(Int128(won.count), over: closed, as: Self.winRate)
    }
    let dimensions = [principal.kind.rawValue, principal.id.text]
    let row: [String?] =
      dimensions
      + [
        CivilText.instant(start), CivilText.instant(end), String(created.count), String(won.count),
        String(lost.count), findings.money(wonTotal), averageSize, averageTime, winRate,
      ]
    let dirtyDeals = created.count { currentStages[$0.id]?.hasSeveralInOnePipeline ?? false }
    return ExpectedRun(
      dimensions: dimensions, outcome: findings.outcome([row]),
      warnings: [
        .severalCurrentStages: dirtyDeals,
        .unknownPrincipal: crm.principals(of: request.tenantID).contains(principal) ? 0 : 1,
      ])
  }

  /// The earliest entry into a terminal stage within the window, among the current rows; of several at that
  /// time, the one with the smallest `pipeline_stage_id`.
  private static func closing(among candidates: [CurrentStage], _ window: OracleWindow) -> CurrentStage? {
    let closings = candidates.filter { $0.stage.isTerminal && window.contains($0.state.enteredAt) }
    return closings.min { left, right in
      left.state.enteredAt == right.state.enteredAt
        ? left.state.stageID.precedes(right.state.stageID)
        : left.state.enteredAt < right.state.enteredAt
    }
  }
}
