internal import Foundation
internal import Reports
internal import Schedules

/// What is to be published of an occurrence, kept in the ledger with the facts: publishing depends on what
/// was computed, not on the schedule file or on the definitions as they are later.
package struct ExportRequest: Sendable, Codable {
  /// Types, in the order of the schedule file.
  package let reports: [String]
  package let formats: [String]
  /// The version of each report's definition, by type; one that is not there is the first.
  private let versions: [String: Int]
  /// CSV only: whether text is kept from being taken for a formula.
  package let formulaGuard: Bool

  private enum CodingKeys: String, CodingKey {
    case reports, formats, versions
    case formulaGuard = "formula_guard"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    reports = try container.decode([String].self, forKey: .reports)
    formats = try container.decode([String].self, forKey: .formats)
    // An earlier program did not write them down.
    versions = try container.decodeIfPresent([String: Int].self, forKey: .versions) ?? [:]
    formulaGuard = try container.decodeIfPresent(Bool.self, forKey: .formulaGuard) ?? true
  }

  init(_ planned: PlannedOccurrence) {
    reports = planned.requests.map(\.report.type)
    formats = planned.schedule.exports.map(\.rawValue)
    versions = Dictionary(
      planned.requests.map { ($0.report.type, $0.report.version) }, uniquingKeysWith: { first, _ in first })
    formulaGuard = planned.schedule.formulaGuard
  }

  /// The version of the definition by which a report was computed.
  package func version(of type: String) -> Int { versions[type] ?? 1 }

  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
