import Reports

/// Histories, and what stood at the beginning of 5 October 2026 by them, worked out by hand.
struct StandingCase: Sendable {
  let name: String
  let crm: ConversionCRM
  let includesClosed: Bool
  /// The rows of the funnel, of all pipelines, as `A 2 300.00 12.25`: the stage, the deals, their amount and their average age
  /// in days.
  let rows: [String]
  let warnings: [Warning: Int]
  /// Those of the run of ``ConversionCRM/otherPipelineID``.
  let warningsElsewhere: [Warning: Int]

  init(
    _ name: String, includesClosed: Bool = false, _ rows: [String], _ warnings: [Warning: Int] = [:],
    elsewhere: [Warning: Int] = [:], fill: (inout ConversionCRM) -> Void
  ) {
    var crm = ConversionCRM()
    fill(&crm)
    self.name = name
    self.crm = crm
    self.includesClosed = includesClosed
    self.rows = rows
    self.warnings = warnings
    warningsElsewhere = elsewhere
  }

  func made(_ options: [String: OptionValue] = [:]) -> HandMadeCase {
    HandMadeCase(
      "stood: \(name)", crm: crm.crm,
      request: ConversionCRM.reconstruction(options, includeClosed: includesClosed))
  }
}
