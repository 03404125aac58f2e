internal import Foundation
internal import Reports
internal import Schedules

/// Says which principals and pipelines a schedule lists although the CRM lacks them.
enum ListedIDs {
  /// - Parameter members: of the schedule's tenant.
  static func problems(_ schedule: Schedule, _ members: inout CRMMembers) throws -> [SourceViolation] {
    var violations: [SourceViolation] = []
    for request in schedule.reports {
      for option in request.report.options {
        let fault: String
        let unknown: [String]
        switch request.value(of: option) {
        case .principals(let listed):
          fault = "own no deal, are assigned none and have no target"
          unknown = try listed.filter(members.unknown(among: Set(listed)).contains).map {
            "\($0.kind.rawValue) \($0.id.uuidString.lowercased())"
          }
        case .pipelines(let listed):
          fault = "have no stage"
          unknown = try listed.filter(members.unknown(among: Set(listed)).contains).map {
            $0.uuidString.lowercased()
          }
        case .flag, .keyword: continue
        }
        guard !unknown.isEmpty else { continue }
        let examples = unknown.prefix(5).joined(separator: ", ") + (unknown.count > 5 ? ", …" : "")
        violations.append(
          SourceViolation(
            problem: "\(unknown.count) of the \(option.name) that the schedule \(schedule.name) lists for "
              + "\(request.report.type) \(fault): \(examples)",
            remedy: "correct the schedule file"))
      }
    }
    return violations
  }
}
