/// Hand-made cases, since random data rarely contains them.
extension PipelineOverviewOracle {
  static let cases = [
    sums, stageWithoutState, edges, names, currencies, currencyThatFails, turkishCurrencies,
  ]

  private static let sums = HandMadeCase("sums of 16 digits") {
    for _ in 0..<37 { $0.addDeal(in: $0.addStage("OPEN"), amount: nearlyABillion) }
  }

  private static let stageWithoutState = HandMadeCase("a stage without a state") {
    $0.addDeal(in: $0.addStage("DONE_SUCCESS"), amount: 1, age: 2)
    $0.moveLastDeal(to: $0.addStage(nil), after: 1)
  }

  /// The upper case of inr is not INR in a Turkish collation.
  private static var turkishCurrencies: HandMadeCase {
    var hard = HardCRM()
    hard.crm.currencyType = "text COLLATE \"tr-x-icu\""
    hard.addDeal(in: hard.addStage("OPEN"), amount: 1, created: 0, entered: 0, currency: "inr")
    var request = HardCRM.request()
    request.currency = OracleCurrency(code: "INR", fails: true)
    return HandMadeCase("a Turkish collation", crm: hard.crm, request: request)
  }

  private static let nearlyABillion: Int128 = 99_999_999_999_997

  /// Made in the middle of the window: deals that are updated then or later do not count.
  private static let edges = HandMadeCase(
    "updates at the edges", request: HardCRM.request(asOf: HardCRM.middle)
  ) {
    let open = $0.addStage("OPEN")
    let start = (HardCRM.window.start ?? 0) - HardCRM.middle
    for (number, updated) in [start - 1, start, -1, 0, 1].enumerated() {
      $0.addDeal(in: open, amount: 1 << Int128(number), created: updated, entered: 0)
    }
  }

  /// Deals in no pipeline have no name.
  private static let names = HandMadeCase("names") {
    let open = $0.addStage("OPEN")
    $0.addDeal(in: open, amount: 1)
    $0.addDeal(in: open, amount: 1)
    $0.changeLastDeal { $0.pipelineID = nil }
    $0.addLabel("PIPELINE", HardCRM.pipelineID, "b")
    $0.addLabel("PIPELINE", HardCRM.pipelineID, "Ä")
    $0.addLabel("PIPELINE", HardCRM.pipelineID, "")
    $0.addLabel("PIPELINE", nil, "A")
    $0.addLabel("GROUP", HardCRM.pipelineID, "A")
    $0.addLabel("PIPELINE", HardCRM.pipelineID, "A", of: WorkedExample.tenant)
  }

  /// Only the deals of rows count: not those of closed stages where these are left out.
  private static func mixed(_ name: String, fails: Bool) -> HandMadeCase {
    var hard = HardCRM()
    hard.crm.currencyType = "text"
    let (open, won) = (hard.addStage("OPEN"), hard.addStage("DONE_SUCCESS"))
    for (stage, currency) in [(open, "eur"), (open, nil), (won, "USD"), (open, fails ? "" : "usd")] {
      hard.addDeal(in: stage, amount: 1, created: 0, entered: 0, currency: currency)
      hard.changeLastDeal { $0.amount = nil }
    }
    var request = HardCRM.request()
    request.currency = OracleCurrency(code: "EUR", fails: fails)
    request.flags["include_inactive"] = false
    return HandMadeCase(name, crm: hard.crm, request: request)
  }

  private static let currencies = mixed("other currencies", fails: false)
  private static let currencyThatFails = mixed("a currency that does not fail", fails: true)
}
