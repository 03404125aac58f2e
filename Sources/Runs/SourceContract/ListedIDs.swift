internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Schedules

/// Checks that the CRM knows the principals and pipelines that a schedule lists.
struct ListedIDs {
  private let connection: Connection
  private var members: CRMMembers

  /// - Parameter connection: is in a transaction of the tenant.
  init(tenantID: String, _ connection: Connection) {
    self.connection = connection
    members = CRMMembers(connection, tenantID: tenantID)
  }

  mutating func problems(_ schedule: Schedule) throws -> [SourceViolation] {
    var violations: [SourceViolation] = []
    for request in schedule.reports {
      for option in request.report.options {
        var absent: [String] = []
        let fault: String
        switch request.value(of: option) {
        case .principals(let principals):
          fault = "own no deal, are assigned none and have no target"
          for (kind, parameter) in [(Principal.Kind.user, ReportParameter.users), (.group, .groups)] {
            let listed = principals.filter { $0.kind == kind }.map(\.id)
            absent += try self.absent(listed, parameter).map { "\(kind.rawValue) \($0)" }
          }
        case .pipelines(let ids):
          fault = "have no stage"
          absent = try self.absent(ids, .pipelines)
        case .flag, .keyword: continue
        }
        guard !absent.isEmpty else { continue }
        let examples = absent.prefix(5).joined(separator: ", ") + (absent.count > 5 ? ", …" : "")
        violations.append(
          SourceViolation(
            problem: "\(absent.count) of the \(option.name) that the schedule \(schedule.name) lists for "
              + "\(request.report.type) \(fault): \(examples)",
            remedy: "correct the schedule file"))
      }
    }
    return violations
  }

  private mutating func absent(_ listed: [UUID], _ parameter: ReportParameter) throws -> [String] {
    guard !listed.isEmpty else { return [] }
    let rows = try connection.execute(
      NamedStatement(SQLFile.absent_ids),
      [
        "listed": ArrayLiteral.text(listed.map { $0.uuidString.lowercased() }),
        "found": try members.array(parameter),
      ])
    return try rows.map { try $0.value("id") }
  }
}
