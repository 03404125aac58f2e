import Reports

/// A CRM, and requests that can expose mutants.
struct MutantTrial: Sendable {
  let crm: CRM
  let requests: [OracleRequest]

  /// The hand-made trials, then random ones by seed. They are made lazily, because few are needed.
  static func all(
    of oracle: any ReportOracle.Type, _ poison: Poison, asItWas: Bool, seeds: ClosedRange<UInt64>
  ) -> some Sequence<MutantTrial> {
    let made = oracle.cases.filter { $0.poison == poison && $0.request.asItWas == asItWas }.map {
      MutantTrial(crm: $0.crm, requests: [$0.request])
    }
    let drawn = seeds.lazy.map { random(oracle.report, poison, asItWas: asItWas, seed: $0) }
    return [AnySequence(made), AnySequence(drawn)].joined()
  }

  /// A random CRM with three requests for each of its tenants.
  static func random(
    _ report: Report, _ poison: Poison, asItWas: Bool = false, seed: UInt64
  ) -> MutantTrial {
    let random = RandomCRM(seed: seed, poison: poison)
    var requests = random.tenantIDs.flatMap { tenantID in
      (0..<3 as Range<UInt64>).map {
        RandomRequest.of(report, for: random, tenantID: tenantID, number: $0)
      }
    }
    var crm = random.crm
    if asItWas { RandomReconstruction(random).apply(to: &crm, &requests) }
    return MutantTrial(crm: crm, requests: requests)
  }
}
