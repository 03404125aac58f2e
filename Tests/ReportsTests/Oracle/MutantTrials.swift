/// A CRM, and what is asked of it, by which mutants show.
struct MutantTrial: Sendable {
  let crm: CRM
  let requests: [OracleRequest]

  /// By hand, then by seed. They are made one by one, for few are needed.
  static func all(
    of report: OracleReport, _ poison: Poison, seeds: ClosedRange<UInt64>
  ) -> some Sequence<MutantTrial> {
    let drawn = seeds.lazy.map { random(report, poison, seed: $0) }
    return [AnySequence(made(for: report, poison)), AnySequence(drawn)].joined()
  }

  private static func random(_ report: OracleReport, _ poison: Poison, seed: UInt64) -> MutantTrial {
    let random = RandomCRM(seed: seed, poison: poison)
    let requests = random.tenantIDs.flatMap { tenantID in
      (0..<3 as Range<UInt64>).map {
        RandomRequest.of(report, for: random, tenantID: tenantID, number: $0)
      }
    }
    return MutantTrial(crm: random.crm, requests: requests)
  }

  private static func made(for report: OracleReport, _ poison: Poison) -> [MutantTrial] {
    let hard = (HardRounding.all + HardRounding.beyondDivision).filter { $0.report == report && poison == [] }
    return hard.map { MutantTrial(crm: $0.crm, requests: [$0.request]) } + more(for: report, poison)
  }

  private static func more(for report: OracleReport, _ poison: Poison) -> [MutantTrial] {
    switch (report, poison) {
    case (.pipelineStageFunnel, .undecidedTies): [tiedStays]
    case (.pipelineStageFunnel, .farInstants): [longestStay, stayPast64Bits]
    case (.pipelineCoverage, []): [manyTargets]
    case (.repPerformance, []): [nearlyHalfAverages]
    default: []
    }
  }
}

// What random data hold too seldom, if at all.
extension MutantTrial {
  private init(_ crm: CRM, pipelines: PipelineChoice = .all) {
    self.init(
      crm: crm,
      requests: [
        OracleRequest(
          tenantID: HardCRM.tenantID, window: HardCRM.window, asOf: HardCRM.middle,
          pipelines: pipelines)
      ])
  }

  private static var manyTargets: MutantTrial {
    var hard = HardCRM()
    hard.addDeal(in: hard.addStage("OPEN"), amount: 1, age: 0)
    for _ in 0..<37 { hard.addTarget(99_999_999_999_997) }
    return MutantTrial(hard.crm, pipelines: .combined)
  }

  private static var nearlyHalfAverages: MutantTrial {
    var hard = HardCRM()
    let won = hard.addStage("DONE_SUCCESS")
    // 999999999999.83 and six thirteenths of a cent, which with three places is .835.
    for number in 0..<13 {
      hard.addDeal(in: won, amount: 99_999_999_999_983 + (number == 0 ? 6 : 0), timeToClose: 0)
    }
    hard.nextUser()
    // 12345.67895 days each, and together one microsecond less.
    let time = 246_913_579 * (CivilText.microsecondsPerDay / 20_000)
    for number in 0..<30 { hard.addDeal(in: won, amount: 0, timeToClose: number == 0 ? time - 1 : time) }
    return MutantTrial(hard.crm)
  }

  /// Rows that agree in all but `exited_at`: one left and one not; one left before the other.
  private static var tiedStays: MutantTrial {
    var hard = HardCRM()
    for _ in 0..<2 {
      hard.addDeal(in: hard.addStage("OPEN"), amount: 1, age: 8 * CivilText.microsecondsPerDay)
    }
    var crm = hard.crm
    for var row in crm.stageStates {
      row.exitedAt = .at(HardCRM.middle - CivilText.microsecondsPerDay)
      crm.stageStates.append(row)
    }
    crm.stageStates[1].exitedAt = .at(HardCRM.middle - 4 * CivilText.microsecondsPerDay)
    return MutantTrial(crm)
  }

  /// An average past its column.
  private static var longestStay: MutantTrial {
    var hard = HardCRM()
    hard.addDeal(in: hard.addStage("OPEN"), amount: 1, age: 0)
    var crm = hard.crm
    crm.stageStates[0].exitedAt = far
    return MutantTrial(crm)
  }

  /// A stay of more than 64 bits of microseconds, whose average with another fits the column again.
  private static var stayPast64Bits: MutantTrial {
    var hard = HardCRM()
    let stage = hard.addStage("OPEN")
    for _ in 0..<2 { hard.addDeal(in: stage, amount: 1, age: 0) }
    var crm = hard.crm
    crm.stageStates[0].enteredAt = .at(CivilText.day(-4700, 1, 1) * CivilText.microsecondsPerDay)
    crm.stageStates[0].exitedAt = far
    return MutantTrial(crm)
  }

  private static let far = SourceInstant.at(CivilText.day(290_000, 1, 1) * CivilText.microsecondsPerDay)
}
