/// Hand-made cases, since random data rarely contains them.
extension PipelineStageFunnelOracle {
  static let cases = liveCases + casesAsItWas

  private static let liveCases = [
    ages, longAges, tiedStays, longestStay, stayPast64Bits, longestTexts, stageWithoutState, missingNames,
    longTexts, ranks, ranksOfClosedStages, ranksOfOtherPipelines, positionsOfOtherTypes, edges, names,
    currencies,
    currencyThatFails,
  ]

  /// Measured at the middle, in no window: some begin then or later.
  private static let stays = HardCRM.request(window: .unbounded)

  private static let ages = HandMadeCase("ages and sums", request: stays) {
    let half = CivilText.microsecondsPerDay / 200
    for ages in [
      [half], [half - 1], [half + 1], [-half], [-half + 1], [-half - 1], [201 * half], [201 * half - 1],
      [half, half, half - 1], [half - 1, half, half + 1], [3 * half, -half], [half, 2 * half],
      [0, 864_000_000], [2_469_135 * half - 1], [-2_469_135 * half],
      // Below the half by a fiftieth of it, then by a five-thousandth.
      [half - half / 50], [half - half / 5_000],
    ] {
      let stage = $0.addStage("OPEN")
      for age in ages { $0.addDeal(in: stage, amount: 1, age: age) }
    }
    let stage = $0.addStage("OPEN")
    for _ in 0..<37 { $0.addDeal(in: stage, amount: nearlyABillion) }
  }

  private static let longAges = HandMadeCase("long ages", request: stays) {
    // 12345.675 days each, less one microsecond in total.
    let age = 2_469_135 * (CivilText.microsecondsPerDay / 200)
    let stage = $0.addStage("OPEN")
    for number in 0..<30 { $0.addDeal(in: stage, amount: 0, age: number == 0 ? age - 1 : age) }
  }

  /// Rows that differ only in `exited_at`. In one pair, one of them has no `exited_at`; in the other, both
  /// do.
  private static var tiedStays: HandMadeCase {
    var hard = HardCRM()
    for _ in 0..<2 {
      hard.addDeal(in: hard.addStage("OPEN"), amount: 1, age: 8 * CivilText.microsecondsPerDay)
    }
    var crm = hard.crm
    for var row in crm.stageStates {
      row.exitedAt = .at(HardCRM.middle - CivilText.microsecondsPerDay)
      crm.stageStates.append(row)
    }
    crm.stageStates[1].exitedAt = .at(HardCRM.middle - 4 * CivilText.microsecondsPerDay)
    return HandMadeCase("tied stays", poison: .undecidedTies, crm: crm, request: stays)
  }

  /// An average that its column cannot hold.
  private static var longestStay: HandMadeCase {
    var hard = HardCRM()
    hard.addDeal(in: hard.addStage("OPEN"), amount: 1, age: 0)
    var crm = hard.crm
    crm.stageStates[0].exitedAt = far
    return HandMadeCase("the longest stay", poison: .farInstants, crm: crm, request: stays)
  }

  /// A stay of more microseconds than 64 bits hold, whose average with another one fits the column.
  private static var stayPast64Bits: HandMadeCase {
    var hard = HardCRM()
    let stage = hard.addStage("OPEN")
    for _ in 0..<2 { hard.addDeal(in: stage, amount: 1, age: 0) }
    var crm = hard.crm
    crm.stageStates[0].enteredAt = .at(CivilText.day(-4700, 1, 1) * CivilText.microsecondsPerDay)
    crm.stageStates[0].exitedAt = far
    return HandMadeCase("a stay past 64 bits", poison: .farInstants, crm: crm, request: stays)
  }

  /// Texts that just fit, in characters of several bytes, and an empty one.
  private static let longestTexts = HandMadeCase("the longest texts", request: stays) {
    for name in ["", String(repeating: "✓", count: 255), String(repeating: "𝄞", count: 255)] {
      $0.addDeal(in: $0.addStage(String(repeating: "Ü", count: 20), name: name), amount: 1)
    }
  }

  /// The latest row is in a stage without a state: the older one does not take its place.
  private static let stageWithoutState = HandMadeCase("a stage without a state", request: stays) {
    $0.addDeal(in: $0.addStage("OPEN"), amount: 1, age: 2)
    $0.moveLastDeal(to: $0.addStage(nil), after: 1)
    _ = $0.addStage(nil)
  }

  /// The stage that has no name has no deal either.
  private static var missingNames: HandMadeCase {
    var hard = HardCRM()
    hard.addDeal(in: hard.addStage("OPEN"), amount: 1)
    _ = hard.addStage("OPEN", name: nil)
    return HandMadeCase("a name missing where nothing is", poison: .badTexts, crm: hard.crm, request: stays)
  }

  private static var longTexts: HandMadeCase {
    var hard = HardCRM()
    hard.addDeal(in: hard.addStage("OPEN", name: String(repeating: "✓", count: 256)), amount: 1)
    return HandMadeCase("a name that is too long", poison: .badTexts, crm: hard.crm, request: stays)
  }

  private static let far = SourceInstant.at(CivilText.day(290_000, 1, 1) * CivilText.microsecondsPerDay)
  private static let nearlyABillion: Int128 = 99_999_999_999_997

  private static var withClosed: OracleRequest {
    var request = stays
    request.flags["include_closed"] = true
    return request
  }

  private static func ranked(
    _ name: String, type: String = "numeric", _ stages: [(String?, SourcePosition?)],
    change: (inout CRM) -> Void = { _ in }
  ) -> HandMadeCase {
    var hard = HardCRM()
    hard.crm.positionType = type
    for (state, position) in stages { hard.addDeal(in: hard.addStage(state, position: position), amount: 1) }
    change(&hard.crm)
    return HandMadeCase(name, crm: hard.crm, request: withClosed)
  }

  /// Two stages share a place. The stages' ids have the opposite order.
  private static let ranks = ranked(
    "ranks",
    [
      ("DONE_FAILED", .number(100)), ("DONE_SUCCESS", nil), ("DONE_SUCCESS", .number(-200)), ("OPEN", nil),
      ("OPEN", .other("NaN")), ("LATE", .number(1_000)), ("OPEN", .number(900)), ("NEW", .number(-50)),
      ("OPEN", .number(-50)), (nil, .number(-900)), ("OPEN", .number(25)),
    ])

  /// Only stages that are not open have positions, so that there is no order.
  private static let ranksOfClosedStages = ranked(
    "positions of closed stages",
    [("DONE_SUCCESS", .number(200)), ("DONE_FAILED", .number(300)), ("OPEN", nil), (nil, .number(100))])

  /// Stages without deals have a rank and no row, and those of other pipelines and tenants have their own order.
  private static let ranksOfOtherPipelines = ranked(
    "positions of other pipelines",
    [
      ("OPEN", .number(200)), ("OPEN", .number(100)), ("OPEN", .number(0)), ("DONE_SUCCESS", nil),
      ("OPEN", .number(50)),
    ]
  ) {
    $0.stages[1].pipelineID = WorkedExample.otherPipeline
    $0.stageStates.removeLast()
    var foreign = $0.stages[2]
    foreign.tenantID = WorkedExample.tenant
    foreign.id = WorkedExample.lead.id
    $0.stages.append(foreign)
  }

  private static let positionsOfOtherTypes = ranked(
    "positions that are no numbers", type: "jsonb",
    [
      ("OPEN", .other("\"1\"")), ("OPEN", .other("null")), ("OPEN", .other("true")), ("OPEN", .other("[0]")),
      ("OPEN", .number(300)), ("OPEN", .number(150)), ("DONE_SUCCESS", .other("{}")),
    ])

  /// Made in the middle of the window: a stay that begins then or later does not count, and one that ends later does, with the
  /// age that it will have.
  private static var edges: HandMadeCase {
    var hard = HardCRM()
    for age in [1, 0, -1, CivilText.microsecondsPerDay] {
      hard.addDeal(in: hard.addStage("OPEN"), amount: 1, age: age)
    }
    hard.crm.stageStates[3].exitedAt = .at(HardCRM.middle + CivilText.microsecondsPerDay)
    return HandMadeCase("stays at the edges", crm: hard.crm, request: HardCRM.request(asOf: HardCRM.middle))
  }

  private static let names = HandMadeCase("names", request: stays) {
    $0.addDeal(in: $0.addStage("OPEN"), amount: 1)
    $0.addLabel("PIPELINE", HardCRM.pipelineID, "b")
    $0.addLabel("PIPELINE", HardCRM.pipelineID, "B")
    $0.addLabel("PIPELINE", HardCRM.pipelineID, "")
    $0.addLabel("USER", HardCRM.pipelineID, "A")
    $0.addLabel("PIPELINE", HardCRM.pipelineID, "A", of: WorkedExample.tenant)
  }

  /// Deals whose later row is in another stage, in a closed one, or in one without a state are not in these rows.
  private static func mixed(_ name: String, _ codes: [String?], fails: Bool) -> HandMadeCase {
    var hard = HardCRM()
    hard.crm.currencyType = "char(8)"
    let (open, won, unknown) = (hard.addStage("OPEN"), hard.addStage("DONE_SUCCESS"), hard.addStage(nil))
    for code in codes {
      hard.addDeal(in: open, amount: 1, created: 0, entered: 0, currency: code)
      hard.changeLastDeal { $0.amount = nil }
    }
    for stage in [won, unknown] {
      hard.addDeal(in: open, amount: 1, created: 0, entered: 0, currency: "USD")
      hard.moveLastDeal(to: stage, after: 1)
    }
    var request = stays
    request.currency = OracleCurrency(code: "EUR", fails: fails)
    return HandMadeCase(name, crm: hard.crm, request: request)
  }

  private static let currencies = mixed(
    "other currencies", ["usd", "EU", "eur", "", nil, " EUR"], fails: false)
  private static let currencyThatFails = mixed(
    "a currency that does not fail", ["EUR", "eur", nil], fails: true)
}
