import Foundation

/// The cases of the specification, and others that random data rarely contains.
extension StageConversionOracle {
  static let sc1 = ConversionCRM((100, "A 10-02 > B 10-05 > C 10-09 > W 10-20"))
  static let sc2 = ConversionCRM(
    (100, "A 10-02 > B 10-06"), (200, "A 10-03 > L 10-04"), (300, "A 10-05"), (nil, "A 10-06 left 10-07"))
  static let sc3 = ConversionCRM(
    (100, "A 10-02 > C 10-05"), (200, "C 10-03 > L 10-10"), (400, "A 10-04 > W 10-08"))
  static let sc4 = ConversionCRM((100, "A 09-20 > B 10-02 > A 10-06 > B 10-10 > C 10-20"))
  static let sc5 = ConversionCRM(
    (1, "A 10-01"), (2, "A 11-01"), (4, "A 10-01-1us > B 10-01"), (8, "A 10-31T12 > B 11-01"))
  static let sc6 = ConversionCRM((nil, "A 10-10 > B 11-20"), (nil, "A 10-12 > L 12-15"), (nil, "A 10-15"))
  static let sc7 = ConversionCRM(
    (100, "A 10-02 > L 10-05 > B 10-08 > W 10-12"), (200, "A 10-03 > W 10-06 > L 10-20"))
  static let sc8 = ConversionCRM((nil, "A 10-02"), (50, "B 10-02 > C 10-03"), (-50, "B 10-02 > L 10-03"))

  static var returnAfterWindow: ConversionCRM {
    var made = ConversionCRM((1, "A 10-02 > B 11-20"))
    made.crm.stageStates[0].exitedAt = .at(CivilText.day(2026, 10, 10) * CivilText.microsecondsPerDay)
    return made
  }

  static let cases =
    [
      ("SC1", sc1), ("SC2", sc2), ("SC3", sc3), ("SC4", sc4), ("SC5", sc5), ("SC7", sc7), ("SC8", sc8),
    ].map {
      HandMadeCase($0.0, crm: $0.1.crm, request: ConversionCRM.request())
    }
    + [0, 30, 90].map {
      HandMadeCase("SC6 after \($0) days", crm: sc6.crm, request: ConversionCRM.request(followUp: $0))
    }
    + [0, 60].map {
      HandMadeCase(
        "a return after the window, \($0)", crm: returnAfterWindow.crm,
        request: ConversionCRM.request(followUp: $0))
    }
    + [
      equalRows, equalRanks, wonTwice, withoutState, unordered, allTime, infiniteTimes, longStay, listed,
      listedInOtherPipelines, closedListed, rounding, amounts, beforeOtherDeals, currencies,
      currencyThatFails,
    ]

  private static func made(
    _ name: String, poison: Poison = [], request: OracleRequest = ConversionCRM.request(),
    _ made: ConversionCRM, _ change: (inout ConversionCRM) -> Void = { _ in }
  ) -> HandMadeCase {
    var made = made
    change(&made)
    return HandMadeCase(name, poison: poison, crm: made.crm, request: request)
  }

  private static func day(_ month: Int, _ day: Int) -> SourceInstant {
    .at(CivilText.day(2026, month, day) * CivilText.microsecondsPerDay)
  }

  /// Rows that begin alike: the current one, the one never left, and the one left last count.
  private static let equalRows = made(
    "equal rows", ConversionCRM((1, "A 10-02"), (2, "A 10-02"), (4, "A 10-02"), (8, "A 10-02"))
  ) {
    let beginnings = $0.crm.stageStates
    let ends: [(row: Int, exitedAt: SourceInstant?, isCurrent: Bool?)] = [
      (0, day(10, 20), false), (0, day(10, 10), true), (1, day(10, 20), nil), (1, nil, false),
      (2, day(10, 5), false), (2, day(10, 12), false), (3, day(10, 5), false), (3, day(11, 2), nil),
    ]
    $0.crm.stageStates = ends.map { end in
      var row = beginnings[end.row]
      (row.exitedAt, row.isCurrent) = (end.exitedAt, end.isCurrent)
      return row
    }
  }

  private static let equalRanks = made(
    "equal ranks", ConversionCRM((1, "A 10-02 > B 10-03 > A 10-05"), (2, "B 10-02 > C 10-04 > A 10-09"))
  ) {
    $0.changeStage("B") { $0.position = .number(0) }
  }

  private static let wonTwice = made(
    "two won stages", ConversionCRM((1, "A 10-02 > W 10-03 > V 10-05"), (2, "V 10-02 > W 10-04 left 10-07"))
  ) {
    $0.addStage("V", "DONE_SUCCESS")
  }

  /// Its visits are in the path, where they end others.
  private static let withoutState = made(
    "a stage without a state",
    ConversionCRM((1, "A 10-02 > N 10-03 > B 10-05"), (2, "N 10-02"), (4, "B 10-01 > N 10-04"))
  ) {
    $0.addStage("N", nil, at: .number(50))
  }

  private static let unordered = made(
    "an open stage without a position", ConversionCRM((1, "A 10-02 > O 10-03 > B 10-05"), (2, "O 10-02"))
  ) {
    $0.addStage("O")
  }

  private static var allTime: HandMadeCase {
    var request = ConversionCRM.request(followUp: 5)
    (request.window.start, request.window.startDate) = (nil, nil)
    return made("all time", request: request, sc4)
  }

  /// One stay without a beginning and one without an end, both outside the window or never ended, so that nothing fails.
  private static let infiniteTimes = made(
    "infinite times that no length needs", poison: .infiniteInstants,
    ConversionCRM((1, "A 10-02"), (2, "B 10-02 > C 10-05"))
  ) {
    $0.crm.stageStates[0].enteredAt = .minusInfinity
    $0.crm.stageStates[2].exitedAt = .infinity
    $0.crm.stageStates[2].isCurrent = false
  }

  /// Beside shorter ones, so that the median fits.
  private static let longStay = made(
    "a stay of millennia", poison: .farInstants,
    ConversionCRM((1, "A 10-02 > B 10-03"), (2, "A 10-02 > B 10-05"), (4, "A 10-02 > B 10-06"))
  ) {
    $0.crm.stageStates[0].enteredAt = .at(CivilText.day(-4700, 1, 1) * CivilText.microsecondsPerDay)
    $0.crm.stageStates[1].enteredAt = .at(CivilText.day(2026, 10, 31) * CivilText.microsecondsPerDay)
  }

  private static let listed = made(
    "listed stages", request: ConversionCRM.request(stages: ["C", "A"]), sc1)

  /// A pipeline none of whose stages is listed, and one whose closed stage is not the listed one.
  private static let listedInOtherPipelines = made(
    "stages of other pipelines", request: ConversionCRM.request(stages: ["B", "A", "C", "X"]), sc4
  ) {
    $0.changeStage("C") { $0.pipelineID = WorkedExample.otherPipeline }
    $0.changeStage("L") { $0.pipelineID = WorkedExample.pipeline }
    var other = $0.crm.stages[0]
    (other.id, other.pipelineID) = (WorkedExample.lead.id, WorkedExample.pipeline)
    $0.crm.stages.append(other)
  }

  private static let closedListed = made(
    "a closed stage is listed", request: ConversionCRM.request(stages: ["A", "W"]), sc1)

  /// Medians that lie on halves of a hundredth of a day, or miss them by a microsecond.
  private static let rounding = made("rounding", ConversionCRM()) {
    let half = CivilText.microsecondsPerDay / 200
    let letters = ["A", "B", "C", "W"]
    for (letter, lengths) in zip(
      letters, [[half], [half - 1, half], [3 * half - 1, 3 * half], [-half, -half + 1]])
    {
      for length in lengths {
        $0.add(1, "\(letter) 10-02 left 10-03")
        let last = $0.crm.stageStates.count - 1
        guard case .at(let entered) = $0.crm.stageStates[last].enteredAt else { continue }
        $0.crm.stageStates[last].exitedAt = .at(entered + length)
      }
    }
    for _ in 0..<29 { $0.add(3, "A 10-04") }
    $0.add(1, "A 10-04 > B 10-05")
    $0.add(2, "A 10-04 > L 10-05")
  }

  /// Quotients of amounts on halves of a ten-thousandth, and below the half by little.
  private static let amounts = made("quotients of amounts", ConversionCRM()) {
    $0.add(199_990, "A 10-02")
    $0.add(10, "A 10-02 > B 10-03")
    $0.add(199_999_999, "B 10-02")
    $0.add(1, "B 10-02 > C 10-03")
    $0.add(-20_000, "C 10-02")
    $0.add(1, "C 10-03 > W 10-04")
  }

  /// A deal that entered everything before, and moves again.
  private static let beforeOtherDeals = made(
    "known deals", ConversionCRM((1, "A 09-01 > B 09-02 > C 09-03 > B 10-02 > A 10-03 > C 10-04 left 10-09")))

  private static func mixed(_ name: String, _ codes: [String?], fails: Bool) -> HandMadeCase {
    var request = ConversionCRM.request()
    request.currency = OracleCurrency(code: "EUR", fails: fails)
    return made(name, request: request, ConversionCRM()) {
      $0.crm.currencyType = "char(8)"
      for code in codes {
        $0.add(nil, "A 10-02 > B 10-03")
        $0.crm.deals[$0.crm.deals.count - 1].currency = code
      }
      // It only departs: its amount is in no row.
      $0.add(1, "A 09-02 > L 10-03")
      $0.crm.deals[$0.crm.deals.count - 1].currency = "USD"
    }
  }

  private static let currencies = mixed(
    "other currencies", ["usd", "EU", "eur", "", nil, " EUR"], fails: false)
  private static let currencyThatFails = mixed(
    "a currency that does not fail", ["EUR", "eur", nil], fails: true)
}
