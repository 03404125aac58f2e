/// Hand-made cases, since random data rarely contains them.
extension PipelineStageFunnelOracle {
  static let cases = [
    ages, longAges, tiedStays, longestStay, stayPast64Bits, longestTexts, stageWithoutState, missingNames,
    longTexts,
  ]

  private static let ages = HandMadeCase("ages and sums") {
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

  private static let longAges = HandMadeCase("long ages") {
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
    return HandMadeCase("tied stays", poison: .undecidedTies, crm: crm)
  }

  /// An average that its column cannot hold.
  private static var longestStay: HandMadeCase {
    var hard = HardCRM()
    hard.addDeal(in: hard.addStage("OPEN"), amount: 1, age: 0)
    var crm = hard.crm
    crm.stageStates[0].exitedAt = far
    return HandMadeCase("the longest stay", poison: .farInstants, crm: crm)
  }

  /// A stay of more microseconds than 64 bits hold, whose average with another one fits the column.
  private static var stayPast64Bits: HandMadeCase {
    var hard = HardCRM()
    let stage = hard.addStage("OPEN")
    for _ in 0..<2 { hard.addDeal(in: stage, amount: 1, age: 0) }
    var crm = hard.crm
    crm.stageStates[0].enteredAt = .at(CivilText.day(-4700, 1, 1) * CivilText.microsecondsPerDay)
    crm.stageStates[0].exitedAt = far
    return HandMadeCase("a stay past 64 bits", poison: .farInstants, crm: crm)
  }

  /// Texts that just fit, in characters of several bytes, and an empty one.
  private static let longestTexts = HandMadeCase("the longest texts") {
    for name in ["", String(repeating: "✓", count: 255), String(repeating: "𝄞", count: 255)] {
      $0.addDeal(in: $0.addStage(String(repeating: "Ü", count: 20), name: name), amount: 1)
    }
  }

  /// The latest row is in a stage without a state: the older one does not take its place.
  private static let stageWithoutState = HandMadeCase("a stage without a state") {
    $0.addDeal(in: $0.addStage("OPEN"), amount: 1, age: 2)
    $0.moveLastDeal(to: $0.addStage(nil), after: 1)
    _ = $0.addStage(nil)
  }

  /// The stage that has no name has no deal either.
  private static var missingNames: HandMadeCase {
    var hard = HardCRM()
    hard.addDeal(in: hard.addStage("OPEN"), amount: 1)
    _ = hard.addStage("OPEN", name: nil)
    return HandMadeCase("a name missing where nothing is", poison: .badTexts, crm: hard.crm)
  }

  private static var longTexts: HandMadeCase {
    var hard = HardCRM()
    hard.addDeal(in: hard.addStage("OPEN", name: String(repeating: "✓", count: 256)), amount: 1)
    return HandMadeCase("a name that is too long", poison: .badTexts, crm: hard.crm)
  }

  private static let far = SourceInstant.at(CivilText.day(290_000, 1, 1) * CivilText.microsecondsPerDay)
  private static let nearlyABillion: Int128 = 99_999_999_999_997
}
