import Foundation

/// What only some CRMs have, drawn apart from the rest of a random CRM: columns that may be missing, labels, amounts finer
/// than a cent, ids that are the tenant's own, and the stages that deals were in before.
struct RandomExtras {
  private let poison: Poison
  private let ids: RandomIDs
  private let window: OracleWindow
  private var random: SplitMix64

  init(seed: UInt64, poison: Poison, ids: RandomIDs, window: OracleWindow) {
    self.poison = poison
    self.ids = ids
    self.window = window
    random = SplitMix64(seed: seed ^ 0xe87a)
    // Seeds that differ in few bits only give first numbers that are alike.
    for _ in 0..<4 { _ = random.next() }
  }

  consuming func add(to crm: inout CRM) {
    if random.chance(70) { addPositions(&crm) }
    if random.chance(60) { addCurrencies(&crm) }
    if random.chance(80) { for tenantID in ids.tenants { addLabels(tenantID, &crm) } }
    if random.chance(20) { refineAmounts(&crm) }
    if random.chance(20) { addTenantsOwnIDs(&crm) }
    if poison.contains(.unknownPrincipalTypes) { addTenantsTargets(&crm) }
    if random.chance(75) { addProbabilities(&crm) }
    if poison.contains(.wideAmounts) && random.chance(10) { widenAmounts(&crm) }
    RandomHistories(window: window, poison: poison, random: random).add(to: &crm)
  }

  /// Few different positions, so that some are equal. Only some types have values that JSON calls numbers.
  private mutating func addPositions(_ crm: inout CRM) {
    let type = random.pick([
      "integer", "integer", "numeric", "double precision", "jsonb", "jsonb", "text", "boolean",
    ])
    crm.positionType = type
    // In some CRMs nearly all stages have a place of their own.
    let range = random.pick([2, 5, 30])
    for index in crm.stages.indices where random.chance(85) {
      let whole = 100 * random.within(-1...range)
      let fine = whole + random.pick([0, 0, 50, 25])
      crm.stages[index].position =
        switch type {
        case "integer": .number(whole)
        case "numeric", "double precision": random.chance(10) ? .other("NaN") : .number(fine)
        case "jsonb":
          random.chance(60)
            ? .number(fine) : .other(random.pick(["\"1\"", "null", "true", "[1]", "{\"position\": 1}"]))
        case "boolean": .other(random.pick(["true", "false"]))
        default: .other(random.pick(["1", "2", "first", ""]))
        }
    }
  }

  /// Percentages whose share of an amount lies on a half of a cent, and such as the stored probability rounds.
  private mutating func addProbabilities(_ crm: inout CRM) {
    let isBad = poison.contains(.badProbabilities) && random.chance(30)
    let type = random.pick(
      ["integer", "smallint", "numeric", "numeric", "double precision", "jsonb"]
        + (isBad ? ["text", "boolean"] : []))
    crm.probabilityType = type
    for index in crm.stages.indices where random.chance(80) {
      let whole = 1_000_000 * random.pick([0, 10, 50, 75, 100, random.below(101)])
      let fine = random.pick([
        whole, 33_330_000, 33_335_000, 33_334_999, 66_665_000, 5_000, 4_999, 99_995_000,
      ])
      let value: SourceProbability =
        switch type {
        case "text": .other(random.pick(["10", "", "high"]))
        case "boolean": .other(random.pick(["true", "false"]))
        case "integer", "smallint": .millionths(whole)
        case "jsonb": random.chance(20) ? .null : .millionths(fine)
        default: .millionths(fine)
        }
      crm.stages[index].probability = isBad && random.chance(10) ? badProbability(type) ?? value : value
    }
  }

  /// nil for a type all of whose values are bad.
  private mutating func badProbability(_ type: String) -> SourceProbability? {
    let numbers: [SourceProbability] = [-1_000_000, 101_000_000, 32_000_000_000].map { .millionths($0) }
    let fine = numbers + [.millionths(-1), .millionths(100_000_001)]
    return switch type {
    case "integer", "smallint": random.pick(numbers)
    case "numeric": random.pick(fine + [.other("NaN")])
    case "double precision": random.pick(fine + [.other("NaN"), .other("Infinity")])
    case "jsonb": random.pick(fine + [.other("\"10\""), .other("true"), .other("[10]"), .other("{}")])
    default: nil
    }
  }

  private mutating func addCurrencies(_ crm: inout CRM) {
    let type = random.pick(["text", "varchar(10)", "char(3)", "char(8)"])
    crm.currencyType = type
    let own = random.pick(["EUR", "USD"])
    let others = random.pick([3, 30, 60])
    let codes = ["EUR", "USD", "eur", "usd", "Usd", "CHF", "EU", "€"]
    let padded = [" EUR", "usd  ", "  Eur ", "EUR\t"]
    for index in crm.deals.indices {
      let other = random.pick(type == "char(3)" ? codes : codes + padded)
      let blank = random.pick([nil, nil, "", "  "])
      crm.deals[index].currency = random.chance(others) ? other : random.chance(30) ? blank : own
    }
  }

  /// Several names for some ids, and rows that name nobody: of other kinds, without an id, empty.
  private mutating func addLabels(_ tenantID: UUID, _ crm: inout CRM) {
    let names = [
      "Ann", "ann", "Zoë", "Åse", "zz", "=1+1", "Ann \"A.\", Größe ✓", "李", "𝄞", " ", "", "", nil,
      String(repeating: "ü", count: 255), String(repeating: "n", count: 256),
      String(repeating: "𝄞", count: 300),
    ]
    let kinds: [(String?, [UUID])] = [
      ("USER", ids.users), ("GROUP", ids.groups), ("PIPELINE", ids.pipelines), ("user", ids.users),
      (nil, ids.groups), ("TENANT", [tenantID]), ("USER", [tenantID, ids.deals[0]]),
      ("PIPELINE", ids.users + ids.stages), ("GROUP", ids.users), ("USER", ids.pipelines),
    ]
    for (kind, named) in kinds where !random.chance(20) {
      for id in named {
        for _ in 0..<random.pick([0, 1, 1, 1, 2, 3]) {
          crm.labels.append(
            LabelRow(
              tenantID: random.chance(95) ? tenantID : nil, kind: kind, id: random.chance(95) ? id : nil,
              name: random.pick(names)))
        }
      }
    }
  }

  /// Amounts with nine decimals, whose sums lie on halves of a cent and close to them.
  private mutating func refineAmounts(_ crm: inout CRM) {
    func finer(_ amount: SourceAmount?, _ random: inout SplitMix64) -> SourceAmount? {
      guard random.chance(60), let billionths = amount?.inBillionths else { return amount }
      return .billionths(
        billionths
          + Int128(random.pick([5_000_000, -5_000_000, 4_999_999, 5_000_001, 2_500_000, 1, 3_333_333])))
    }
    for index in crm.deals.indices { crm.deals[index].amount = finer(crm.deals[index].amount, &random) }
    for index in crm.targets.indices {
      crm.targets[index].amount = finer(crm.targets[index].amount, &random) ?? .nan
    }
  }

  /// So many amounts beyond the limit of one that few deals exceed the limit of a total.
  private mutating func widenAmounts(_ crm: inout CRM) {
    for index in crm.deals.indices where random.chance(70) {
      crm.deals[index].amount = .cents(60_000_000_000_000_000_000)
    }
  }

  /// A user and a group whose id is the tenant's.
  private mutating func addTenantsOwnIDs(_ crm: inout CRM) {
    for index in crm.deals.indices where random.chance(15) {
      if random.chance(60) { crm.deals[index].ownedByUserID = crm.deals[index].tenantID }
      if random.chance(60) { crm.deals[index].assignedGroupID = crm.deals[index].tenantID }
    }
  }

  /// Targets that look like those of the tenant as a whole, which has none.
  private mutating func addTenantsTargets(_ crm: inout CRM) {
    guard let model = crm.targets.first else { return }
    for tenantID in ids.tenants {
      var target = model
      (target.tenantID, target.principalType, target.principalID) = (tenantID, "TENANT", tenantID)
      crm.targets.append(target)
    }
  }
}
