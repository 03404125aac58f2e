import Foundation
import Reports

/// The chance of winning a deal in a stage, and where it is from.
struct StageChance {
  /// nil if nobody knows.
  private(set) var tenThousandths: Int128?
  private(set) var source = "NONE"
  /// Closed deals that visited the stage; nil unless they are asked.
  private(set) var won: Int?
  private(set) var lost: Int?
  /// Whether the CRM's value is none.
  private(set) var isInvalid = false

  /// - Parameter chosen: where each deal stands in the stage's pipeline.
  init(
    of stage: StageRow, _ crm: CRM, _ chosen: [(deal: DealRow, current: CurrentStage)],
    _ request: OracleRequest,
    _ findings: inout Findings
  ) {
    switch request.options["probabilities"] ?? .keyword("stages") {
    case .percents(let percents):
      // A percentage has two decimals: its hundredths are the ten-thousandths of the chance.
      if let percent = percents[stage.id] { (tenThousandths, source) = (Int128(percent), "SCHEDULE") }
    case .keyword("calibrated"):
      let visits = Dictionary(
        grouping: crm.stageStates.filter {
          $0.tenantID == stage.tenantID && $0.stageID == stage.id && $0.pipelineID == stage.pipelineID
        }, by: \.dealID)
      let outcomes = chosen.filter { Self.calibrates($0.current, visits[$0.deal.id] ?? [], request) }
      let count = outcomes.count { $0.current.stage.isWon }
      (won, lost) = (count, outcomes.count - count)
      guard case .number(let minimum) = request.options["minimum_deals"] ?? .number(20) else { return }
      if outcomes.count >= minimum {
        let share = ExactDecimal(rounding: Int128(count), over: Int128(outcomes.count), scale: 4)
        (tenThousandths, source) = (share.units, "CALIBRATED")
      }
    default:
      guard crm.probabilityType != nil else { return }
      switch stage.probability {
      case nil, .null: return
      case .millionths(let percent) where (0...100_000_000).contains(percent):
        let chance = ExactDecimal(rounding: Int128(percent), over: 100_000_000, scale: 4)
        (tenThousandths, source) = (chance.units, "STAGE")
      case .millionths, .other:
        isInvalid = true
        findings.add(.badProbability)
      }
    }
  }

  /// Whether a deal was closed in the time that is looked back to, and had visited the stage by then.
  private static func calibrates(
    _ current: CurrentStage, _ visits: [StageStateRow], _ request: OracleRequest
  ) -> Bool {
    let closedAt = current.state.enteredAt
    guard current.stage.isTerminal, let start = request.bounds.lookBackStart, closedAt >= .at(start),
      closedAt < .at(request.asOf)
    else { return false }
    return visits.contains { $0.enteredAt <= closedAt }
  }
}
