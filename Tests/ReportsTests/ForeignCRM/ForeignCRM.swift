import Foundation

/// The rows of a CRM as in docs/your_crm.md, drawn from a seed. Times are microseconds since 1970 in the organisation's
/// own time, days are days since 1970.
struct ForeignCRM: Sendable {
  struct Organisation: Sendable {
    let number: Int
    let tenantID: String
    let zone: String
  }

  struct Phase: Sendable {
    let id: Int
    let process: Int
    let title: String?
    let outcome: String?

    /// In percent.
    var chance: Int? { [20, nil, 100, 0][id % 10 % 4] }

    /// In the order of the process's phases; the last two share one.
    var place: Int { min(id % 10, 2) }
  }

  struct Opportunity: Sendable {
    let id: Int
    let organisation: Int
    let process: Int?
    let phase: Int?
    let rep: Int?
    let cents: Int?
    let created: Int
    let modified: Int
    let phaseSince: Int
    let expected: Int?
    let closed: Int?
    let isDeleted: Bool

    var currency: String? { [nil, "usd", "EUR", "EUR"][id % 4] }
  }

  struct PhaseChange: Sendable {
    let id: Int
    let organisation: Int
    let opportunity: Int
    let phase: Int
    let changed: Int
  }

  struct Quota: Sendable {
    let organisation: Int
    let rep: Int?
    let team: Int?
    let process: Int?
    let firstDay: Int
    let lastDay: Int
    let cents: Int
  }

  /// As in the document.
  static let organisations = [
    Organisation(number: 1, tenantID: "6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11", zone: "Europe/Berlin"),
    Organisation(number: 2, tenantID: "0b8f5f0e-7c1d-4c53-8f5a-1f6f0a9f2d42", zone: "Europe/Berlin"),
    Organisation(number: 3, tenantID: "c3a1c1de-52b5-4a7e-9a3c-7e1d4b5a6f83", zone: "America/New_York"),
  ]

  private(set) var phases: [Phase] = []
  /// The teams of each representative, the main one first.
  private(set) var teams: [Int: [Int]] = [:]
  private(set) var opportunities: [Opportunity] = []
  private(set) var changes: [PhaseChange] = []
  private(set) var quotas: [Quota] = []

  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for organisation in Self.organisations.map(\.number) {
      addPhases(organisation, &random)
      for rep in reps(organisation) {
        let all = allTeams(organisation)
        teams[rep] = random.chance(80) ? random.some(all) : []
      }
      for number in 0..<random.within(0...25) { addOpportunity(organisation, number, &random) }
      for _ in 0..<random.within(0...12) { addQuota(organisation, &random) }
    }
  }

  func processes(_ organisation: Int) -> [Int] { [1, 2].map { organisation * 10 + $0 } }

  func reps(_ organisation: Int) -> [Int] { (1...4).map { organisation * 100 + $0 } }

  func allTeams(_ organisation: Int) -> [Int] { (1...3).map { organisation * 1_000 + $0 } }

  /// Some have none.
  static func name(rep: Int) -> String? { rep % 4 == 0 ? nil : "Rep \(rep)" }

  static func name(team: Int) -> String? { team % 3 == 0 ? "" : "Team \(team)" }

  static func name(process: Int) -> String? { "Process \(process)" }

  private mutating func addPhases(_ organisation: Int, _ random: inout SplitMix64) {
    for process in processes(organisation) {
      for (number, outcome) in [nil, nil, "W", "L"].enumerated() {
        let title = random.pick([nil, "Talk", "", String(repeating: "ü", count: 300)])
        phases.append(Phase(id: process * 10 + number, process: process, title: title, outcome: outcome))
      }
    }
  }

  private mutating func addOpportunity(_ organisation: Int, _ number: Int, _ random: inout SplitMix64) {
    // Ids of organisations and of tables may be equal, and are large.
    let id = number + (random.chance(10) ? 5_000_000_000 + organisation * 100 : organisation * 100)
    let process = random.pick(processes(organisation))
    let own = phases.filter { $0.process == process }.map(\.id)
    var time = Self.time(&random)
    let created = time
    var phase = own[0]
    for _ in 0..<random.within(1...4) {
      phase = random.pick(own)
      changes.append(
        PhaseChange(
          id: changes.count + 1, organisation: organisation, opportunity: id, phase: phase, changed: time))
      // Two changes at the same time are decided by their ids.
      if random.chance(80) { time += random.below(20 * 86_400) * 1_000_000 + random.below(1_000_000) }
    }
    let since = changes[changes.count - 1].changed
    opportunities.append(
      Opportunity(
        id: id, organisation: organisation, process: random.chance(90) ? process : nil,
        phase: random.chance(95) ? phase : nil,
        rep: random.chance(85) ? random.pick(reps(organisation)) : nil,
        cents: random.chance(85) ? random.below(100_000_000) : nil, created: created,
        modified: random.chance(50) ? time : Self.time(&random), phaseSince: since,
        expected: random.chance(60) ? Self.day(&random) : nil,
        closed: random.chance(50) ? Self.time(&random) : nil, isDeleted: random.chance(15)))
  }

  private mutating func addQuota(_ organisation: Int, _ random: inout SplitMix64) {
    let (first, last) = random.pick([
      (CivilText.day(2026, 10, 1), CivilText.day(2026, 10, 31)),
      (CivilText.day(2026, 11, 1), CivilText.day(2026, 11, 30)),
    ])
    let rep = random.chance(60) ? random.pick(reps(organisation)) : nil
    quotas.append(
      Quota(
        organisation: organisation, rep: rep,
        team: rep == nil ? organisation * 1_000 + random.within(1...3) : nil,
        process: random.chance(30) ? random.pick(processes(organisation)) : nil, firstDay: first,
        lastDay: last,
        cents: random.below(10_000_000)))
  }

  /// Often in the hours around a midnight that is a boundary of a month, and around changes of the clock.
  private static func time(_ random: inout SplitMix64) -> Int {
    let midnight = random.pick([
      CivilText.day(2026, 10, 1), CivilText.day(2026, 11, 1), CivilText.day(2026, 10, 25),
    ])
    let hours = random.chance(50) ? random.within(-8...8) : random.within(-2_000...2_000)
    return midnight * CivilText.microsecondsPerDay + hours * 3_600_000_000 + random.below(3_600_000_000)
  }

  private static func day(_ random: inout SplitMix64) -> Int {
    CivilText.day(2026, 10, 1) + random.within(-5...70)
  }
}
