import Foundation
import Reports

/// The design's cases, and others that random data rarely contains.
extension WeightedPipelineOracle {
  static var cases: [HandMadeCase] { liveCases + casesAsItWas }

  private static var liveCases: [HandMadeCase] {
    [
      wp1, wp2, wp3, wp4, wp5, wp6, edges, lookBack, enough, oneVisitEach, percentages, missingPercentages,
      tooMuch,
      decimals, manyStages, texts,
    ]
  }

  static func made(
    _ name: String, poison: Poison = [], _ options: [String: OptionValue] = [:],
    fill: (inout WeightedExample) -> Void
  ) -> HandMadeCase {
    var example = WeightedExample()
    fill(&example)
    return HandMadeCase(
      name, poison: poison, crm: example.hard.crm, request: WeightedExample.request(options))
  }

  static let calibrated: [String: OptionValue] = [
    "probabilities": .keyword("calibrated"), "minimum_deals": .number(5),
  ]

  static func percents(_ percents: [(StageRow, Int)]) -> [String: OptionValue] {
    ["probabilities": .percents(Dictionary(uniqueKeysWithValues: percents.map { ($0.id, $1) }))]
  }

  private static let day = CivilText.day
  private static let stages = WeightedExample()

  static let wp1 = made("WP1") {
    $0.add(in: $0.a, 100_000, expected: day(2026, 11, 15))
    $0.add(in: $0.a, 50_000, expected: day(2026, 12, 31))
    $0.add(in: $0.b, 200_000, expected: day(2027, 1, 1))
  }

  static let wp2 = made("WP2") {
    let dates = [
      day(2026, 10, 31), day(2026, 11, 1), day(2026, 12, 31), day(2027, 1, 1), day(2027, 3, 31),
      day(2027, 4, 1), nil,
    ]
    var cents: Int128 = 100
    for date in dates {
      $0.add(in: $0.a, cents, expected: date)
      cents *= 10
    }
    $0.add(in: $0.a, cents, closing: day(2026, 11, 5))
    $0.add(in: $0.a, 10 * cents, expected: day(2026, 10, 1), closing: day(2026, 11, 5))
  }

  static let wp3 = made("WP3", percents([(stages.a, 5_000), (stages.b, 3_333)])) {
    $0.add(in: $0.a, 1_005, expected: day(2026, 11, 5))
    $0.add(in: $0.a, -1_005, expected: day(2027, 2, 1))
    $0.add(in: $0.b, 15, expected: day(2026, 11, 5))
  }

  static let wp4 = made("WP4") {
    $0.add(in: $0.a, nil)
    $0.add(in: $0.a, 2_000)
    $0.add(in: $0.b, nil)
  }

  static let wp5 = made("WP5", percents([(stages.a, 0), (stages.b, 10_000)])) {
    for stage in [$0.a, $0.b, $0.c] { $0.add(in: stage, 10_000) }
  }

  static let wp6 = made("WP6", calibrated) {
    for _ in 0..<3 { $0.add(path: [$0.a, $0.b, $0.won]) }
    for _ in 0..<2 { $0.add(path: [$0.a, $0.b, $0.lost]) }
    for _ in 0..<4 { $0.add(path: [$0.a, $0.lost]) }
    $0.add(in: $0.a, 90_000)
    $0.add(in: $0.b, 50_000)
    $0.add(in: $0.c, 7_000)
  }

  /// Stays that begin at the window's end and that end at its start, and one microsecond beside these.
  private static let edges = made("the window's edges") {
    let (start, end) = (WeightedExample.instant(2026, 10, 1), WeightedExample.instant(2026, 11, 1))
    for entered in [end - 1, end, end + 1] { $0.add(in: $0.a, 100, since: entered) }
    for (position, left) in [start - 1, start, start + 1].enumerated() {
      $0.add(in: $0.b, [1, 10, 100][position], since: start - 10)
      $0.hard.crm.stageStates[$0.hard.crm.stageStates.count - 1].exitedAt = .at(left)
    }
  }

  /// Closed deals at both ends of the look-back, and visits at the same time as the close.
  private static let lookBack = made(
    "the look-back's edges", ["probabilities": .keyword("calibrated"), "minimum_deals": .number(1)]
  ) {
    let (start, end) = (WeightedExample.instant(2025, 11, 1), WeightedExample.instant(2026, 11, 1))
    for closed in [start - 1, start, end - 1, end] {
      $0.add(in: $0.won, 1, since: closed)
      for entered in [closed, closed + 1] {
        $0.lastDealWas(in: entered == closed ? $0.a : $0.b, since: 1, isCurrent: nil)
        $0.hard.crm.stageStates[$0.hard.crm.stageStates.count - 1].enteredAt = .at(entered)
      }
    }
    $0.add(path: [$0.b, $0.lost])
    for stage in [$0.a, $0.b, $0.c] { $0.add(in: stage, 100) }
  }

  /// As many closed deals as it takes, and one less.
  private static let enough = made(
    "enough closed deals", ["probabilities": .keyword("calibrated"), "minimum_deals": .number(3)]
  ) {
    for _ in 0..<2 { $0.add(path: [$0.a, $0.b, $0.lost]) }
    $0.add(path: [$0.a, $0.lost])
    for stage in [$0.a, $0.b] { $0.add(in: stage, 100) }
  }

  /// A stage visited twice, one visited by a row of another pipeline, and a deal with a later row in an open stage.
  private static let oneVisitEach = made(
    "one visit for each deal", ["probabilities": .keyword("calibrated"), "minimum_deals": .number(1)]
  ) {
    $0.add(path: [$0.a, $0.b, $0.a, $0.won])
    $0.add(path: [$0.a, $0.lost])
    $0.lastDealWas(in: $0.b, since: 1)
    $0.hard.crm.stageStates[$0.hard.crm.stageStates.count - 1].pipelineID = WorkedExample.otherPipeline
    $0.add(in: $0.lost, 1, since: WeightedExample.instant(2026, 10, 5))
    $0.lastDealWas(in: $0.a, since: 7, isCurrent: true)
    for stage in [$0.a, $0.b] { $0.add(in: stage, 100) }
    // Rows without a deal.
    $0.add(path: [$0.a, $0.won])
    $0.hard.crm.deals.removeLast()
  }

  private static func withProbabilities(
    _ name: String, poison: Poison = [], type: String, _ values: [SourceProbability?]
  ) -> HandMadeCase {
    made(name, poison: poison) {
      $0.hard.crm.probabilityType = type
      for (index, value) in values.enumerated() {
        $0.hard.crm.stages[index].probability = value
        $0.add(in: $0.hard.crm.stages[index], 1_000_001)
      }
    }
  }

  /// The stage without deals has a value that is none.
  private static var percentages: HandMadeCase {
    var example = WeightedExample()
    example.hard.crm.probabilityType = "jsonb"
    example.hard.crm.stages[0].probability = .null
    example.hard.crm.stages[2].probability = .other("\"80\"")
    for index in 0..<2 { example.add(in: example.hard.crm.stages[index], 1_000) }
    return HandMadeCase(
      "no percentage, where nothing is", poison: .badProbabilities, crm: example.hard.crm,
      request: WeightedExample.request())
  }

  private static let missingPercentages = withProbabilities(
    "no percentages", type: "numeric", [nil, nil, nil])

  private static let tooMuch = withProbabilities(
    "more than a hundred", poison: .badProbabilities, type: "numeric", [.millionths(100_000_001), nil, nil])

  private static let decimals = withProbabilities(
    "many decimals", type: "numeric",
    [.millionths(33_335_000), .millionths(33_334_999), .millionths(100_000_000)])

  /// More stages than a number has bits.
  private static let manyStages = made(
    "many stages", ["probabilities": .keyword("calibrated"), "minimum_deals": .number(1)]
  ) {
    var all: [StageRow] = []
    for _ in 0..<130 { all.append($0.hard.addStage("OPEN")) }
    for (number, stage) in all.enumerated() {
      $0.add(in: stage, 100)
      $0.add(path: [stage, number % 3 == 0 ? $0.won : $0.lost])
    }
    $0.add(path: [all[0], all[59], all[60], all[61], all[62], all[63], all[64], all[120], $0.won])
  }

  private static let texts = made("the longest texts", percents([])) {
    for name in ["", String(repeating: "𝄞", count: 255)] {
      $0.add(in: $0.hard.addStage(String(repeating: "Ü", count: 20), name: name), 1)
    }
    $0.add(in: $0.hard.addStage(nil), 1)
  }
}
