import Foundation
import Reports

/// What became of the deals that were created in the window, and which deals were closed in it, whenever they were
/// created. One run, with one row, for each principal.
enum RepPerformanceOracle: ReportOracle {
  static let report = Report.repPerformance
  static let failures: Set<Unreportable> = [.nanAmount, .infiniteInstant, .outOfRange, .otherCurrency]
  private static let averageDealSize = NumericColumn(precision: 14, scale: 2)
  private static let daysToClose = NumericColumn(precision: 10, scale: 4)
  private static let winRate = NumericColumn(precision: 5, scale: 4)

  static func runs(_ crm: CRM, _ request: OracleRequest) -> [ExpectedRun] {
    let closes = crm.closes(of: request.tenantID, in: request.counted)
    return crm.principals(request).map { run(of: $0, crm, closes, request) }
  }

  private static func run(
    of principal: PrincipalKey, _ crm: CRM, _ closes: [Close], _ request: OracleRequest
  ) -> ExpectedRun {
    guard let start = request.window.start, let end = request.window.end else {
      preconditionFailure("performance needs a window")
    }
    let counted = request.counted
    let currentStages = crm.currentStages(of: request.tenantID)
    let created = crm.deals(of: request.tenantID).filter {
      principal.has($0) && counted.contains($0.createdAt)
    }
    let closes = closes.filter { principal.has($0.deal) }
    // The first columns are about those of the deals that were created in the window.
    let createdToo = closes.filter { counted.contains($0.deal.createdAt) }

    var findings = Findings()
    let first = figures(of: createdToo, &findings)
    let all = figures(of: closes, &findings)
    var averageSize: String?
    var averageTime: String?
    if first.won > 0 {
      averageSize = findings.decimal(first.amountWon, over: 1_000_000_000 * first.won, as: averageDealSize)
    }
    if !createdToo.isEmpty {
      let days = Int128(createdToo.count) * Int128(CivilText.microsecondsPerDay)
      averageTime = findings.decimal(findings.total(createdToo.map(\.span)), over: days, as: daysToClose)
    }
    var medianTime: String?
    if !closes.isEmpty {
      medianTime = findings.decimal(
        findings.twiceTheMedian(closes.map(\.span)), over: 2 * Int128(CivilText.microsecondsPerDay),
        as: daysToClose)
    }
    let otherCurrency = findings.dealsInOtherCurrency(
      closes.filter(\.stage.isWon).map(\.deal), request.currency)
    let dimensions = [principal.kind.rawValue, principal.id.text]
    let row: [String?] =
      dimensions
      + [
        CivilText.instant(start), CivilText.instant(end), String(created.count), String(first.won),
        String(first.lost), findings.money(first.amountWon), averageSize, averageTime, first.winRate,
        String(all.won), String(all.lost), findings.money(all.amountWon), all.winRate, medianTime,
        crm.name(of: principal, in: request.tenantID), CivilText.instant(request.asOf),
      ]
    let dirtyDeals = created.count { currentStages[$0.id]?.hasSeveralInOnePipeline ?? false }
    return ExpectedRun(
      dimensions: dimensions, outcome: findings.outcome([row]),
      warnings: [
        .severalCurrentStages: dirtyDeals,
        .unknownPrincipal: crm.isUnknown(principal, of: request.tenantID) ? 1 : 0,
        .otherCurrency: otherCurrency,
      ])
  }

  private struct Figures {
    let won: Int128
    let lost: Int128
    let amountWon: Int128?
    let winRate: String?
  }

  private static func figures(of closes: [Close], _ findings: inout Findings) -> Figures {
    let won = closes.filter(\.stage.isWon)
    return Figures(
      won: Int128(won.count), lost: Int128(closes.count - won.count),
      amountWon: findings.total(won.map(\.deal.amount)),
      winRate: closes.isEmpty
        ? nil : findings.decimal(Int128(won.count), over: Int128(closes.count), as: winRate))
  }
}

extension Close {
  /// From the deal's creation to its close.
  fileprivate var span: (from: SourceInstant, to: SourceInstant) { (deal.createdAt, at) }
}
