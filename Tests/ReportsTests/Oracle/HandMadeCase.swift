import Foundation

/// A hand-made CRM, and a request for it. Some cases have sums, averages and ratios that lie on or very close
/// to a half of their column's last place, or need more digits than binary floating point has. Others have
/// data that random CRMs rarely contain.
struct HandMadeCase: Sendable {
  let name: String
  /// The problematic data that the CRM contains.
  let poison: Poison
  let crm: CRM
  let request: OracleRequest

  init(_ name: String, poison: Poison = [], crm: CRM, request: OracleRequest = HardCRM.request()) {
    self.name = name
    self.poison = poison
    self.crm = crm
    self.request = request
  }

  init(
    _ name: String, poison: Poison = [], request: OracleRequest = HardCRM.request(),
    fill: (inout HardCRM) -> Void
  ) {
    var hard = HardCRM()
    fill(&hard)
    self.init(name, poison: poison, crm: hard.crm, request: request)
  }
}
