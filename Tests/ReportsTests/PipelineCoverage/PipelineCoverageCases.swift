/// Hand-made cases, since random data rarely contains them.
extension PipelineCoverageOracle {
  static let cases = [
    ratios, nearlyHalfRatio, manyTargets, remaining, ratiosOfExactAmounts, largestRemaining,
    remainingTooLarge, ratioTooLarge,
    closesAtTheEdges, createdLater, openAndWon, total, totalOfEachPipeline, totalOfNobody, names, currencies,
    currencyThatFails, nanOfWonDeal, nanOfLostDeal,
  ]

  private static let ratios = HandMadeCase("ratios and sums", request: HardCRM.request(pipelines: .combined))
  {
    let stage = $0.addStage("OPEN")
    for (open, target) in [
      (1, 20_000), (-1, 20_000), (1, -20_000), (3, 20_000), (20_001, 20_000), (-20_001, 20_000),
      (201, 20_000), (90, 2_000_000), (99, 2_000_000), (100, 2_000_000), (1, 3), (2, 3), (1, 0), (0, 3),
      (99_999_999_999_999, 7), (99_999_999_999_999, 1),
    ] as [(Int128, Int128)] {
      $0.addDeal(in: stage, amount: open)
      $0.addTarget(target)
      $0.nextUser()
    }
    for _ in 0..<37 { $0.addDeal(in: stage, amount: nearlyABillion) }
    $0.addTarget(100)
  }

  private static let nearlyHalfRatio = HandMadeCase(
    "nearly half a ratio", request: HardCRM.request(pipelines: .combined)
  ) {
    // 3.99995 minus a two-hundred-quadrillionth, which rounds to 3.9999.
    $0.addDeal(in: $0.addStage("OPEN"), amount: 39_999_499_999_996)
    $0.addTarget(9_999_999_999_999)
  }

  private static var manyTargets: HandMadeCase {
    var hard = HardCRM()
    hard.addDeal(in: hard.addStage("OPEN"), amount: 1, age: 0)
    for _ in 0..<37 { hard.addTarget(99_999_999_999_997) }
    return HandMadeCase("many targets", crm: hard.crm, request: HardCRM.request(pipelines: .combined))
  }

  private static let nearlyABillion: Int128 = 99_999_999_999_997

  private static let combined = HardCRM.request(pipelines: .combined)

  /// Of each user's target some is won already: a part, all of it, more than all; or less than nothing.
  private static let remaining = HandMadeCase("what remains of targets", request: combined) {
    let (open, won) = ($0.addStage("OPEN"), $0.addStage("DONE_SUCCESS"))
    for (target, amounts, expected) in [
      (1_000, [400], 300), (1_000, [400, 300], 1), (100, [100], 300), (100, [99], 1), (100, [150], 300),
      (100, [-50], 75), (0, [], 300), (0, [-1], 300), (-100, [], 300), (-100, [-300], 300), (20_000, [], 1),
      (30_000, [10_000], 1), (30_000, [10_000], -1), (nil, [400], 300), (100, [], 0),
    ] as [(Int128?, [Int128], Int128)] {
      if let target { $0.addTarget(target) }
      for amount in amounts { $0.addDeal(in: won, amount: amount) }
      $0.addDeal(in: open, amount: expected)
      $0.nextUser()
    }
  }

  /// An open amount of half a cent against a remaining cent and a half: a third, not a half.
  private static let ratiosOfExactAmounts = HandMadeCase("ratios of exact amounts", request: combined) {
    let (open, won) = ($0.addStage("OPEN"), $0.addStage("DONE_SUCCESS"))
    for (target, amount, expected) in [
      (20_000_000, 5_000_000, 5_000_000), (1_000_004_999_999, 1_000_000_000_000, 1_000_000_000),
    ] as [(Int128, Int128, Int128)] {
      $0.addTarget(.billionths(target))
      $0.addDeal(in: won, amount: 0)
      $0.changeLastDeal { $0.amount = .billionths(amount) }
      $0.addDeal(in: open, amount: 0)
      $0.changeLastDeal { $0.amount = .billionths(expected) }
      $0.nextUser()
    }
  }

  private static let largest: Int128 = 99_999_999_999_999_999_999

  private static let largestRemaining = HandMadeCase(
    "the largest remaining target", poison: .wideAmounts, request: combined
  ) {
    $0.addTarget(largest - 1)
    $0.addDeal(in: $0.addStage("DONE_SUCCESS"), amount: -1)
  }

  private static let remainingTooLarge = HandMadeCase(
    "a remaining target that is too large", poison: .wideAmounts, request: combined
  ) {
    $0.addTarget(largest)
    $0.addDeal(in: $0.addStage("DONE_SUCCESS"), amount: -1)
  }

  /// A billionth remains, and the ratio needs more than 24 digits; for the next user it needs exactly 24.
  private static let ratioTooLarge = HandMadeCase(
    "a ratio that is too large", poison: .wideAmounts, request: combined
  ) {
    let (open, won) = ($0.addStage("OPEN"), $0.addStage("DONE_SUCCESS"))
    for expected: Int128 in [100_000_000_000_000_000, 99_999_999_999_999_999] {
      $0.addTarget(.billionths(1_000_000_001))
      $0.addDeal(in: won, amount: 100)
      $0.addDeal(in: open, amount: expected)
      $0.nextUser()
    }
  }

  /// Made in the middle of the window: what closes then or later does not count, and what closes at its start does.
  private static let closesAtTheEdges = HandMadeCase(
    "closes at the edges", request: HardCRM.request(pipelines: .combined, asOf: HardCRM.middle)
  ) {
    let won = $0.addStage("DONE_SUCCESS")
    let start = (HardCRM.window.start ?? 0) - HardCRM.middle
    for entered in [start - 1, start, -1, 0, 1] {
      $0.addTarget(1_000)
      $0.addDeal(in: won, amount: 100, created: start - 1, entered: entered)
      $0.nextUser()
    }
  }

  /// Deals that are created at `as_of` or later are not open yet, wherever the window ends.
  private static var createdLater: HandMadeCase {
    var hard = HardCRM()
    let open = hard.addStage("OPEN")
    for created in [-1, 0, 1] {
      hard.addDeal(in: open, amount: 100, created: created, entered: created)
      hard.nextUser()
    }
    var request = HardCRM.request(pipelines: .combined, asOf: HardCRM.middle)
    request.createdBefore = HardCRM.middle
    return HandMadeCase("deals created later", crm: hard.crm, request: request)
  }

  /// By its own stage the first deal is open, by its current row it is won; the second one the other way round.
  private static let openAndWon = HandMadeCase("open and won", request: combined) {
    let (open, won) = ($0.addStage("OPEN"), $0.addStage("DONE_SUCCESS"))
    for (own, current) in [(open, won), (won, open)] {
      $0.addDeal(in: current, amount: 100)
      $0.changeLastDeal { $0.stageID = own.id }
      $0.addTarget(1_000)
      $0.nextUser()
    }
  }

  private static func withTotal(_ pipelines: PipelineChoice) -> OracleRequest {
    var request = HardCRM.request(pipelines: pipelines)
    request.flags["total"] = true
    return request
  }

  /// Deals of two users, of a user and a group, and of nobody: each once. Targets are of no use for the tenant.
  private static func shared(_ hard: inout HardCRM) {
    let (open, won) = (hard.addStage("OPEN"), hard.addStage("DONE_SUCCESS"))
    let other = RandomIDs.id(first: 7, kind: "9e09", number: 0)
    for (number, stage) in [open, won, open, won, open, won].enumerated() {
      hard.addDeal(in: stage, amount: 1 << Int128(number))
      hard.changeLastDeal {
        switch number / 2 {
        case 0: $0.assignedUserID = other
        case 1: $0.ownedByGroupID = other
        default: $0.ownedByUserID = nil
        }
      }
      hard.addTarget(1_000)
    }
  }

  private static let total = HandMadeCase(
    "the tenant as a whole", request: withTotal(.combined), fill: shared)

  /// A deal in no pipeline, and one in a pipeline without stages, are in no row.
  private static let totalOfEachPipeline = HandMadeCase(
    "each pipeline of the tenant", request: withTotal(.each)
  ) {
    shared(&$0)
    $0.changeLastDeal { $0.pipelineID = nil }
    $0.addDeal(in: $0.addStage("OPEN"), amount: 1)
    $0.changeLastDeal { $0.pipelineID = WorkedExample.otherPipeline }
  }

  /// Without any deal the tenant has a row of zeros.
  private static let totalOfNobody = HandMadeCase("the tenant without deals", request: withTotal(.combined)) {
    _ = $0.addStage("OPEN")
  }

  /// A user, a group and a pipeline with the same id, and labels that are about none of them.
  private static var names: HandMadeCase {
    var hard = HardCRM()
    let open = hard.addStage("OPEN")
    hard.addDeal(in: open, amount: 1)
    let user = hard.user
    hard.changeLastDeal { $0.ownedByGroupID = user }
    for (kind, name) in [
      ("USER", "b"), ("USER", "Zz"), ("USER", "ä"), ("USER", ""), ("USER", nil), ("GROUP", ""), ("user", "A"),
      ("TENANT", "A"), (nil, "A"),
    ] as [(String?, String?)] {
      hard.addLabel(kind, user, name)
    }
    hard.addLabel("USER", user, "A", of: WorkedExample.tenant)
    hard.addLabel("TENANT", HardCRM.tenantID, "All")
    hard.addLabel("PIPELINE", HardCRM.pipelineID, String(repeating: "𝄞", count: 256))
    var request = withTotal(.each)
    request.principals = .listed([PrincipalKey(kind: .user, id: user), PrincipalKey(kind: .group, id: user)])
    return HandMadeCase("names", crm: hard.crm, request: request)
  }

  /// Open deals in other currencies than euros, one of them won as well, one without an amount, and one that is neither
  /// open nor won.
  private static func mixed(_ name: String, fails: Bool) -> HandMadeCase {
    var hard = HardCRM()
    hard.crm.currencyType = "varchar(10)"
    let (open, won, lost) = (
      hard.addStage("OPEN"), hard.addStage("DONE_SUCCESS"), hard.addStage("DONE_FAILED")
    )
    for (currency, stage) in [
      ("EUR", open), (" eur ", open), ("", open), ("   ", open), (nil, won), ("USD", lost),
    ] {
      hard.addDeal(in: stage, amount: 1, created: 0, entered: 0, currency: currency)
    }
    hard.nextUser()
    for (currency, stage) in [("USD", open), ("usd", won), ("E UR", open), ("EUR", won)] {
      hard.addDeal(in: stage, amount: 1, created: 0, entered: 0, currency: currency)
      hard.changeLastDeal { if stage == open { $0.amount = nil } }
    }
    hard.nextUser()
    hard.addDeal(in: won, amount: 1, created: 0, entered: 0, currency: "CHF")
    hard.changeLastDeal { $0.stageID = open.id }
    var request = withTotal(.combined)
    request.currency = OracleCurrency(code: "EUR", fails: fails)
    return HandMadeCase(name, crm: hard.crm, request: request)
  }

  private static let currencies = mixed("other currencies", fails: false)
  private static let currencyThatFails = mixed("a currency that fails", fails: true)

  private static let nanOfWonDeal = nan("a won deal that is no number", "DONE_SUCCESS")
  private static let nanOfLostDeal = nan("a lost deal that is no number", "DONE_FAILED")

  private static func nan(_ name: String, _ state: String) -> HandMadeCase {
    HandMadeCase(name, poison: .nanAmounts, request: combined) {
      $0.addDeal(in: $0.addStage(state), amount: 1)
      $0.changeLastDeal { $0.amount = .nan }
      $0.addTarget(1_000)
      $0.nextUser()
      $0.addDeal(in: $0.addStage("OPEN"), amount: 1)
    }
  }
}
