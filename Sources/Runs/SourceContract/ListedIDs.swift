internal import Foundation
internal import Reports
internal import Schedules

/// Says which principals, pipelines and stages a schedule lists although the CRM lacks them.
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
        case .stages(let listed):
          fault = "are not in the CRM"
          unknown = try Self.texts(members.unknownStages(among: listed))
        case .percents(let listed):
          fault = "are not in the CRM"
          unknown = try Self.texts(members.unknownStages(among: listed.keys))
        case .flag, .keyword, .number, .days: continue
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

  private static func texts(_ ids: Set<UUID>) -> [String] {
    ids.map { $0.uuidString.lowercased() }.sorted()
  }
}
