import Foundation
import Reports

/// Requests for a random CRM: with its own window or none, with options that name existing and missing ids, and with the
/// currency of the tenant where the CRM says that of deals.
enum RandomRequest {
  static func of(
    _ report: Report, for random: RandomCRM, tenantID: UUID, number: UInt64 = 0
  ) -> OracleRequest {
    var draw = SplitMix64(seed: random.seed ^ (number &* 0x1_0000_0001) ^ 0x5eed)
    for _ in 0..<8 { _ = draw.next() }
    var request = OracleRequest(
      tenantID: tenantID,
      window: window(report, random.window, &draw),
      asOf: random.asOf,
      pipelines: pipelines(report, random.ids, &draw),
      principals: principals(random.ids, &draw),
      flags: flags(report, &draw))
    if draw.chance(50) { request.createdBefore = random.asOf }
    addOptions(report, random, &draw, to: &request)
    if random.crm.currencyType != nil && draw.chance(70) {
      request.currency = OracleCurrency(code: draw.pick(["EUR", "USD"]), fails: draw.chance(40))
    }
    return request
  }

  /// Options of kinds that only some reports have, with the bounds that follow from them.
  private static func addOptions(
    _ report: Report, _ random: RandomCRM, _ draw: inout SplitMix64, to request: inout OracleRequest
  ) {
    let day = CivilText.microsecondsPerDay
    for option in report.options {
      switch option.kind {
      case .number(_, let range):
        request.options[option.name] = .number(
          draw.pick([range.lowerBound, range.lowerBound + 1, range.lowerBound + 3]))
      case .days(.outcomes, _, _):
        let end = request.window.end ?? random.asOf
        request.bounds.outcomesUntil = draw.pick([
          end, end, end + draw.below(40) * day, end + draw.below(2) * day,
        ])
      case .days(.lookBack, _, _):
        request.bounds.lookBackStart = random.asOf - draw.pick([1, 10, 100, 1_000]) * day
      case .horizon:
        request.bounds.addHorizon(asOf: random.asOf, &draw)
      case .stages where draw.chance(60):
        // Mostly those that can be put in order.
        let tenantID = request.tenantID
        let closed = Set(random.crm.stages(of: tenantID).filter(\.isTerminal).map(\.id))
        let open = random.ids.stages.filter { !closed.contains($0) }
        request.options[option.name] = .stages(draw.some(draw.chance(85) ? open : random.ids.stages))
      case .percents(let keywords):
        let listed = draw.some(random.ids.stages).map {
          ($0, draw.pick([0, 10_000, 3_333, draw.below(10_001)]))
        }
        request.options[option.name] =
          draw.chance(40) ? .percents(Dictionary(listed) { $1 }) : .keyword(draw.pick(keywords))
      case .flag, .pipelines, .principals, .stages: break
      }
    }
  }

  /// If a report can be requested without a window, it may have none, or only an end, like `all_time`.
  private static func window(
    _ report: Report, _ window: OracleWindow, _ draw: inout SplitMix64
  ) -> OracleWindow {
    switch (report.supportsNoWindow, draw.below(10)) {
    case (false, _) where !report.supportsAllTime, (_, 0..<6), (false, 6..<8):
      return window
    case (true, 6..<8):
      return .unbounded
    default:
      return OracleWindow(start: nil, end: window.end, startDate: nil, endDate: window.endDate)
    }
  }

  private static func pipelines(
    _ report: Report, _ ids: RandomIDs, _ draw: inout SplitMix64
  ) -> PipelineChoice {
    let listed = PipelineChoice.listed(draw.some(ids.pipelines))
    if draw.chance(30) { return listed }
    let goesCombined = report.options.contains { option in
      if case .pipelines(let keywords) = option.kind { keywords.contains("combined") } else { false }
    }
    return goesCombined ? draw.pick([.combined, .combined, .each]) : .all
  }

  private static func flags(_ report: Report, _ draw: inout SplitMix64) -> [String: Bool] {
    report.options.reduce(into: [:]) { flags, option in
      if case .flag = option.kind { flags[option.name] = draw.chance(60) }
    }
  }

  private static func principals(_ ids: RandomIDs, _ draw: inout SplitMix64) -> PrincipalChoice {
    // Users listed as groups and groups listed as users are principals without data.
    let everyone = Set(ids.users + ids.groups + [ids.deals[0], ids.stages[0]]).sorted { $0.precedes($1) }
    let keys = draw.some(everyone).map { id in
      PrincipalKey(kind: draw.pick(PrincipalKey.Kind.named), id: id)
    }
    return draw.pick([.all, .all, .all, .users, .groups, .listed(keys)])
  }
}
