/// Makes a random trial one of a period that is reconstructed: at an instant at which something happened, or nearly, and with
/// more of what is odd in a history.
///
/// Drawn apart from the random CRM, which stays as it is for everything else.
struct RandomReconstruction {
  private let asOf: Int
  private var draw: SplitMix64

  init(_ random: RandomCRM) {
    asOf = random.asOf
    draw = SplitMix64(seed: random.seed ^ 0xa5_17_3a5)
    for _ in 0..<4 { _ = draw.next() }
  }

  consuming func apply(to crm: inout CRM, _ requests: inout [OracleRequest]) {
    for index in requests.indices {
      let asOf = instant(in: crm, of: requests[index])
      requests[index].asItWas = true
      requests[index].asOf = asOf
      requests[index].bounds.lookBackStart = lookBackStart(in: crm, of: requests[index])
    }
    for request in requests { addOddRows(to: &crm, request) }
  }

  /// Of the tenant's instants one that is not centuries away.
  private mutating func instant(in crm: CRM, of request: OracleRequest) -> Int {
    let rows = crm.stageStates.filter { $0.tenantID == request.tenantID }
    let created = crm.deals(of: request.tenantID).map(\.createdAt)
    let limit = 60 * 365 * CivilText.microsecondsPerDay
    let instants = (rows.map(\.enteredAt) + rows.compactMap(\.exitedAt) + created).compactMap { instant in
      if case .at(let instant) = instant, abs(instant - asOf) < limit { instant } else { nil }
    }
    if instants.isEmpty || draw.chance(30) { return asOf }
    return draw.pick(instants) + draw.pick([0, 0, 0, -1, 1, 90 * CivilText.microsecondsPerDay])
  }

  /// Often exactly when a deal entered a stage.
  private mutating func lookBackStart(in crm: CRM, of request: OracleRequest) -> Int? {
    guard let start = request.bounds.lookBackStart else { return nil }
    let entries = crm.stageStates.compactMap { row in
      if case .at(let entry) = row.enteredAt, row.tenantID == request.tenantID, entry < request.asOf {
        entry
      } else {
        nil
      }
    }
    let far = request.asOf - (asOf - start)
    return entries.isEmpty || draw.chance(50) ? far : draw.pick(entries)
  }

  /// Rows that agree in when they begin and differ in the rest, and exits and marks that are wrong.
  private mutating func addOddRows(to crm: inout CRM, _ request: OracleRequest) {
    for index in crm.stageStates.indices where crm.stageStates[index].tenantID == request.tenantID {
      var row = crm.stageStates[index]
      switch draw.below(40) {
      case 0..<2: crm.stageStates[index].isCurrent = draw.pick([true, false, nil])
      case 2..<4: crm.stageStates[index].exitedAt = draw.chance(40) ? nil : exit(near: request)
      case 4: crm.stageStates[index].enteredAt = .at(request.asOf + draw.within(-1...1))
      case 5..<8:
        row.isCurrent = draw.pick([true, false, nil])
        row.exitedAt = draw.chance(40) ? row.exitedAt : draw.chance(50) ? nil : exit(near: request)
        crm.stageStates.append(row)
      default: break
      }
    }
    for index in crm.deals.indices where crm.deals[index].tenantID == request.tenantID && draw.chance(5) {
      crm.deals[index].createdAt = .at(request.asOf + draw.within(-1...1))
    }
  }

  private mutating func exit(near request: OracleRequest) -> SourceInstant {
    .at(request.asOf + draw.pick([-1, 0, 1, draw.within(-30...30) * CivilText.microsecondsPerDay]))
  }
}
