internal import Foundation
internal import Reports
internal import Schedules

/// What is to be published of an occurrence, kept in the ledger with the facts: publishing depends on what
/// was computed, not on the schedule file as it is later.
package struct ExportRequest: Sendable, Codable {
  package let reports: [String]
  package let formats: [String]
  /// CSV only: whether text is kept from being taken for a formula.
  package let formulaGuard: Bool

  private enum CodingKeys: String, CodingKey {
    case reports, formats
    case formulaGuard = "formula_guard"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    reports = try container.decode([String].self, forKey: .reports)
    formats = try container.decode([String].self, forKey: .formats)
    // An earlier program did not write it down.
    formulaGuard = try container.decodeIfPresent(Bool.self, forKey: .formulaGuard) ?? true
  }

  init(_ planned: PlannedOccurrence) {
    reports = planned.requests.map(\.report.type)
    formats = planned.schedule.exports.map(\.rawValue)
    formulaGuard = planned.schedule.formulaGuard
  }

  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // Strings and a truth value: nothing that cannot be encoded.
    return String(decoding: (try? encoder.encode(self)) ?? Data(), as: UTF8.self)
  }
}
