import Foundation
import Reports

/// Tries on one random CRM whether the columns of a report add up.
///
/// Rows add up over an axis if two things hold: a row is the sum of what each deal and each target alone gives
/// it, and none of these gives something to two rows that differ in the axis alone. Rows add up over periods
/// if those of two halves of the window are together those of the window, and if no deal and no target is in
/// both halves when the second is read from a CRM that has changed.
struct SumTrial {
  private let whole: Part
  /// One for each deal and each target.
  private let single: [Part]
  /// The window cut in two; empty if it is too short.
  private let halves: [Part]
  /// For each deal and each target, the first half of the window, and the second half read later from a CRM
  /// that has changed.
  private let readTwice: [(Part, Part)]

  /// - Parameter asksOthers: whether options are used with which a deal's row depends on other deals.
  init(_ oracle: any ReportOracle.Type, seed: UInt64, asksOthers: Bool = false) {
    let random = RandomCRM(seed: seed)
    var draw = SplitMix64(seed: seed ^ 0x50a5)
    var request = OracleRequest(
      tenantID: random.tenantIDs[0], window: random.window, asOf: random.window.end ?? random.asOf,
      pipelines: .all)
    for option in oracle.report.options {
      switch option.kind {
      case .pipelines(let keywords) where keywords.contains("each"): request.pipelines = .each
      // The total is no principal: it is on no axis.
      case .flag: request.flags[option.name] = option.name != "total" && draw.chance(80)
      case .horizon: request.bounds.addHorizon(asOf: request.asOf, &draw)
      case .percents(let keywords) where asksOthers:
        request.options[option.name] = keywords.last.map { .keyword($0) }
      // A share that is whole: others are rounded in each row, and add up only nearly.
      case .percents:
        request.options[option.name] = .percents(
          Dictionary(uniqueKeysWithValues: random.ids.stages.map { ($0, 10_000) }))
      case .number(_, let range): request.options[option.name] = .number(range.lowerBound)
      case .days(.lookBack, _, _):
        request.bounds.lookBackStart = request.asOf - 10_000 * CivilText.microsecondsPerDay
      case .pipelines, .principals, .days, .stages: break
      }
    }

    let crm = random.crm.inCents
    let later = crm.changed(&draw, in: request.window)
    whole = Part(oracle, crm, request)
    single = crm.singles(of: request.tenantID).map { Part(oracle, $0, request) }
    guard let (first, second) = request.cut(&draw) else {
      (halves, readTwice) = ([], [])
      return
    }
    halves = [Part(oracle, crm, first), Part(oracle, crm, second)]
    readTwice = zip(crm.singles(of: request.tenantID), later.singles(of: request.tenantID)).map {
      (Part(oracle, $0, first), Part(oracle, $1, second))
    }
  }

  /// Whether nothing here speaks against it.
  func addsUp(_ column: Column, over axis: Axis) -> Bool {
    if axis == .periods { return addsUpOverPeriods(column) }
    // A stage is in one pipeline: rows of different pipelines differ in the stage, too.
    let along = axis.dimensions + (axis == .pipelines ? Axis.stages.dimensions : [])
    return single.sums(of: column) == whole.values(of: column)
      && single.allSatisfy { part in
        let others = part.values(of: column).keys.map { $0.filter { !along.contains($0.key) } }
        return Set(others).count == others.count
      }
  }

  private func addsUpOverPeriods(_ column: Column) -> Bool {
    if halves.isEmpty { return true }
    return halves.sums(of: column) == whole.values(of: column)
      && readTwice.allSatisfy { first, second in
        Set(first.values(of: column).keys).isDisjoint(with: second.values(of: column).keys)
      }
  }
}

extension OracleRequest {
  /// The request for each of two windows that follow each other; nil for a window of a single day.
  fileprivate func cut(_ draw: inout SplitMix64) -> (OracleRequest, OracleRequest)? {
    guard let start = window.start, let startDate = window.startDate, let endDate = window.endDate,
      endDate - startDate > 1
    else { return nil }
    let days = 1 + draw.below(endDate - startDate - 1)
    var (first, second) = (self, self)
    first.window.end = start + days * CivilText.microsecondsPerDay
    first.window.endDate = startDate + days
    // A report of a complete period is made at its end.
    first.asOf = start + days * CivilText.microsecondsPerDay
    second.window.start = first.window.end
    second.window.startDate = first.window.endDate
    return (first, second)
  }
}

extension CRM {
  /// With amounts that their columns hold: finer ones are rounded in each row, and add up only nearly.
  fileprivate var inCents: CRM {
    func cents(_ amount: SourceAmount) -> SourceAmount {
      amount.inBillionths.map { .cents($0 / 10_000_000) } ?? amount
    }
    var crm = self
    for index in crm.deals.indices { crm.deals[index].amount = crm.deals[index].amount.map(cents) }
    for index in crm.targets.indices { crm.targets[index].amount = cents(crm.targets[index].amount) }
    return crm
  }

  /// For each deal of the tenant, and for each of its targets, a CRM without the others.
  fileprivate func singles(of tenantID: UUID) -> [CRM] {
    deals(of: tenantID).map { deal in
      CRM(
        deals: [deal], stageStates: stageStates.filter { $0.tenantID == tenantID && $0.dealID == deal.id },
        stages: stages(of: tenantID), positionType: positionType)
    }
      + targets(of: tenantID).map {
        CRM(stages: stages(of: tenantID), targets: [$0], positionType: positionType)
      }
  }

  /// The same deals after some time: updated, moved to other stages, dates and owners, reopened and closed again. Only when
  /// a deal was created never changes.
  fileprivate func changed(_ draw: inout SplitMix64, in window: OracleWindow) -> CRM {
    var crm = self
    for index in crm.deals.indices {
      let other = draw.pick(deals)
      crm.deals[index].updatedAt = other.updatedAt
      crm.deals[index].stageID = other.stageID
      crm.deals[index].expectedCloseDate = other.expectedCloseDate
      crm.deals[index].amount = other.amount
      crm.deals[index].ownedByUserID = other.ownedByUserID
      crm.deals[index].assignedUserID = other.assignedUserID
    }
    for index in crm.stageStates.indices where draw.chance(50) {
      let start = window.start ?? 0
      crm.stageStates[index].enteredAt = .at(start + draw.below((window.end ?? start) - start))
    }
    return crm
  }
}
