/// Hand-made cases, since random data rarely contains them.
extension PipelineOverviewOracle {
  static let cases = [sums, stageWithoutState]

  private static let sums = HandMadeCase("sums of 16 digits") {
    for _ in 0..<37 { $0.addDeal(in: $0.addStage("OPEN"), amount: nearlyABillion) }
  }

  private static let stageWithoutState = HandMadeCase("a stage without a state") {
    $0.addDeal(in: $0.addStage("DONE_SUCCESS"), amount: 1, age: 2)
    $0.moveLastDeal(to: $0.addStage(nil), after: 1)
  }

  private static let nearlyABillion: Int128 = 99_999_999_999_997
}
