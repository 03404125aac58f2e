import Foundation

/// A CRM made by hand, and what is asked of it: sums, averages and ratios that lie on a half of their column's last place, a
/// hair beside one, or have more digits than binary floating point; and what random data hold too seldom.
struct HandMadeCase: Sendable {
  let name: String
  /// What the CRM has beyond what every one has.
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
