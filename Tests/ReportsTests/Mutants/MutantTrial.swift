import Reports

/// A CRM, and what is asked of it, by which mutants show.
struct MutantTrial: Sendable {
  let crm: CRM
  let requests: [OracleRequest]

  /// By hand, then by seed. They are made one by one, for few are needed.
  static func all(
    of oracle: any ReportOracle.Type, _ poison: Poison, seeds: ClosedRange<UInt64>
  ) -> some Sequence<MutantTrial> {
    let made = oracle.cases.filter { $0.poison == poison }.map {
      MutantTrial(crm: $0.crm, requests: [$0.request])
    }
    let drawn = seeds.lazy.map { random(oracle.report, poison, seed: $0) }
    return [AnySequence(made), AnySequence(drawn)].joined()
  }

  /// For each of its tenants three requests.
  static func random(_ report: Report, _ poison: Poison, seed: UInt64) -> MutantTrial {
    let random = RandomCRM(seed: seed, poison: poison)
    let requests = random.tenantIDs.flatMap { tenantID in
      (0..<3 as Range<UInt64>).map {
        RandomRequest.of(report, for: random, tenantID: tenantID, number: $0)
      }
    }
    return MutantTrial(crm: random.crm, requests: requests)
  }
}
