/// Hand-made cases, since random data rarely contains them.
extension PipelineCoverageOracle {
  static let cases = [ratios, nearlyHalfRatio, manyTargets]

  private static let ratios = HandMadeCase("ratios and sums", pipelines: .combined) {
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

  private static let nearlyHalfRatio = HandMadeCase("nearly half a ratio", pipelines: .combined) {
    // 3.99995 minus a two-hundred-quadrillionth, which rounds to 3.9999.
    $0.addDeal(in: $0.addStage("OPEN"), amount: 39_999_499_999_996)
    $0.addTarget(9_999_999_999_999)
  }

  private static var manyTargets: HandMadeCase {
    var hard = HardCRM()
    hard.addDeal(in: hard.addStage("OPEN"), amount: 1, age: 0)
    for _ in 0..<37 { hard.addTarget(99_999_999_999_997) }
    return HandMadeCase("many targets", pipelines: .combined, crm: hard.crm)
  }

  private static let nearlyABillion: Int128 = 99_999_999_999_997
}
