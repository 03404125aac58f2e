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

  init(_ name: String, poison: Poison = [], pipelines: PipelineChoice = .all, crm: CRM) {
    self.name = name
    self.poison = poison
    self.crm = crm
    request = OracleRequest(
      tenantID: HardCRM.tenantID, window: HardCRM.window, asOf: HardCRM.middle, pipelines: pipelines)
  }

  init(_ name: String, pipelines: PipelineChoice = .all, fill: (inout HardCRM) -> Void) {
    var hard = HardCRM()
    fill(&hard)
    self.init(name, pipelines: pipelines, crm: hard.crm)
  }
}
