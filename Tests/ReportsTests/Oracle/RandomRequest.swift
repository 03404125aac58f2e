import Foundation

/// Requests for a random CRM: its own window or none, and options that name what is there and what is not.
enum RandomRequest {
  static func of(
    _ report: OracleReport, for random: RandomCRM, tenantID: UUID, number: UInt64 = 0
  ) -> OracleRequest {
    var draw = SplitMix64(seed: random.seed ^ (number &* 0x1_0000_0001) ^ 0x5eed)
    for _ in 0..<8 { _ = draw.next() }
    return OracleRequest(
      tenantID: tenantID,
      window: window(report, random.window, &draw),
      asOf: random.asOf,
      pipelines: pipelines(report, random.ids, &draw),
      principals: principals(random.ids, &draw),
      includeInactive: draw.chance(60),
      includeClosed: draw.chance(60))
  }

  /// Coverage and performance always have a window. The others may have none, or, as `all_time` has, only
  /// an end.
  private static func window(
    _ report: OracleReport, _ window: OracleWindow, _ draw: inout SplitMix64
  ) -> OracleWindow {
    switch (report, draw.below(10)) {
    case (.pipelineCoverage, _), (.repPerformance, _), (_, 0..<6):
      return window
    case (_, 6..<8):
      return .unbounded
    default:
      return OracleWindow(start: nil, end: window.end, startDate: nil, endDate: window.endDate)
    }
  }

  private static func pipelines(
    _ report: OracleReport, _ ids: RandomIDs, _ draw: inout SplitMix64
  ) -> PipelineChoice {
    let listed = PipelineChoice.listed(draw.some(ids.pipelines))
    if draw.chance(30) { return listed }
    return report == .pipelineCoverage ? draw.pick([.combined, .combined, .each]) : .all
  }

  private static func principals(_ ids: RandomIDs, _ draw: inout SplitMix64) -> PrincipalChoice {
    // Users listed as groups and groups listed as users are principals without data.
    let everyone = Set(ids.users + ids.groups + [ids.deals[0], ids.stages[0]]).sorted { $0.precedes($1) }
    let keys = draw.some(everyone).map { id in
      PrincipalKey(kind: draw.pick(PrincipalKey.Kind.allCases), id: id)
    }
    return draw.pick([.all, .all, .all, .users, .groups, .listed(keys)])
  }
}
