/// Hand-made cases, since random data rarely contains them.
extension PipelineOverviewOracle {
  static let cases = [sums]

  private static let sums = HandMadeCase("sums of 16 digits") {
    for _ in 0..<37 { $0.addDeal(in: $0.addStage("OPEN"), amount: nearlyABillion) }
  }

  private static let nearlyABillion: Int128 = 99_999_999_999_997
}
