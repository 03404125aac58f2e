import Foundation

/// Made by hand, since random data seldom hits them: CRMs whose sums, averages and ratios lie on a half of
/// their column's last place, a hair beside one, or have more digits than binary floating point.
struct HardRounding: Sendable {
  let name: String
  let report: OracleReport
  let crm: CRM
  let request: OracleRequest

  /// What exact sums and PostgreSQL's own division can get right.
  static let all = [overview, funnel, coverage, performance]

  /// Where `numeric / numeric`, which keeps 16 significant digits or few more, lands on a half that the
  /// exact quotient misses, so that rounding it to the column rounds a second time. Right again is the
  /// division of integers, with the remainder compared.
  static let beyondDivision = [longAges, nearlyHalfRatio]

  private static let overview = HardRounding("sums of 16 digits", .pipelineOverview) {
    for _ in 0..<37 { $0.addDeal(in: $0.addStage("OPEN"), amount: nearlyABillion) }
  }

  private static let funnel = HardRounding("ages and sums", .pipelineStageFunnel) {
    let half = CivilText.microsecondsPerDay / 200
    for ages in [
      [half], [half - 1], [half + 1], [-half], [-half + 1], [-half - 1], [201 * half], [201 * half - 1],
      [half, half, half - 1], [half - 1, half, half + 1], [3 * half, -half], [half, 2 * half],
      [0, 864_000_000], [2_469_135 * half - 1], [-2_469_135 * half],
      // A tenth of the last place below the half, then a thousandth.
      [half - half / 50], [half - half / 5_000],
    ] {
      let stage = $0.addStage("OPEN")
      for age in ages { $0.addDeal(in: stage, amount: 1, age: age) }
    }
    let stage = $0.addStage("OPEN")
    for _ in 0..<37 { $0.addDeal(in: stage, amount: nearlyABillion) }
  }

  private static let longAges = HardRounding("long ages", .pipelineStageFunnel) {
    // 12345.675 days each, and together one microsecond less.
    let age = 2_469_135 * (CivilText.microsecondsPerDay / 200)
    let stage = $0.addStage("OPEN")
    for number in 0..<30 { $0.addDeal(in: stage, amount: 0, age: number == 0 ? age - 1 : age) }
  }

  private static let coverage = HardRounding("ratios and sums", .pipelineCoverage) {
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

  private static let nearlyHalfRatio = HardRounding("nearly half a ratio", .pipelineCoverage) {
    // 3.99995 less a two-hundred-quadrillionth: 3.9999.
    $0.addDeal(in: $0.addStage("OPEN"), amount: 39_999_499_999_996)
    $0.addTarget(9_999_999_999_999)
  }

  private static let performance = HardRounding("averages and rates", .repPerformance) {
    let won = $0.addStage("DONE_SUCCESS")
    let lost = $0.addStage("DONE_FAILED")
    let half = CivilText.microsecondsPerDay / 20_000
    for times in [
      [half], [half - 1], [half + 1], [-half], [-half + 1], [20_001 * half], [20_001 * half - 1],
      [half, half, half - 1], [half - 1, half, half + 1], [3 * half, -half], [half, 2 * half],
      [246_913_579 * half - 1], [half - half / 50], [half - half / 5_000],
    ] {
      for time in times { $0.addDeal(in: won, amount: 1, timeToClose: time) }
      $0.nextUser()
    }
    for amounts in [[1, 2], [-1, -2], [1, 1, 2], [1, 2, 2], [1, 0, 0], [-1, 0]] as [[Int128]] {
      for amount in amounts { $0.addDeal(in: won, amount: amount, timeToClose: 0) }
      $0.nextUser()
    }
    // Averages on a half, of sums that binary floating point cannot add up in this order, nor in most.
    for (count, least) in [(34, 99_999_999_999_908), (36, 99_999_999_999_983)] {
      for number in 0..<count {
        $0.addDeal(in: won, amount: Int128(least + number * 11 % count * 2 / count), timeToClose: 0)
      }
      $0.nextUser()
    }
    for (wins, losses) in [(2, 1), (1, 2), (1, 5), (5, 1), (1, 7), (1, 31), (0, 1), (1, 0)] {
      for _ in 0..<wins { $0.addDeal(in: won, amount: 1, timeToClose: 0) }
      for _ in 0..<losses { $0.addDeal(in: lost, amount: 1, timeToClose: 0) }
      $0.nextUser()
    }
  }

  private static let nearlyABillion: Int128 = 99_999_999_999_997

  private init(_ name: String, _ report: OracleReport, fill: (inout HardCRM) -> Void) {
    var hard = HardCRM()
    fill(&hard)
    self.name = name
    self.report = report
    crm = hard.crm
    request = OracleRequest(
      tenantID: HardCRM.tenantID, window: HardCRM.window, asOf: HardCRM.middle,
      pipelines: report == .pipelineCoverage ? .combined : .all)
  }
}
