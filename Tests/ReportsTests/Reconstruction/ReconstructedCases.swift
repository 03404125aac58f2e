import Reports

extension PipelineStageFunnelOracle {
  static var casesAsItWas: [HandMadeCase] {
    StandingCase.all.map { $0.made() } + StandingFailure.all.map { $0.made() }
  }
}

extension WeightedPipelineOracle {
  static var casesAsItWas: [HandMadeCase] {
    StandingCase.all.map { $0.made(ConversionCRM.halves) }
      + StandingFailure.all.map { $0.made(ConversionCRM.halves) } + [calibrationAsItWas]
  }

  /// Looks back to the beginning of 25 September. Of the closed deals, two count as won and two as lost.
  static var calibrationAsItWas: HandMadeCase {
    let crm = ConversionCRM(
      (1, "A 09-01 > B 09-10 > W 09-25"),
      (2, "A 09-01 > W 09-25-1us"),
      // Lost exactly then: still in A.
      (100, "A 09-01 > L 10-05"),
      (4, "A 09-01 > L 10-05-1us"),
      // Back since, and in B later only.
      (8, "A 09-01 > L 09-26 > B 10-06"),
      // Won, but it had left the pipeline.
      (16, "A 09-01 > W 09-28 left 10-01"),
      // Lost since.
      (32, "B 09-28 > W 09-30 > L 10-10"),
      (50, "B 10-01"), (25, "C 10-01"))
    return HandMadeCase(
      "stood: calibrated", crm: crm.crm,
      request: ConversionCRM.reconstruction([
        "probabilities": .keyword("calibrated"), "minimum_deals": .number(2),
      ]))
  }
}
