internal import Calendars
internal import Foundation
internal import Reports
internal import Schedules

/// What to publish of an occurrence. It is kept in the ledger with the facts, so that publishing depends on
/// what was computed, and not on later changes of the schedule file or the definitions.
package struct ExportRequest: Sendable, Codable {
  /// Report types, in the order of the schedule file.
  package let reports: [String]
  /// Of the files, then of the views.
  package let formats: [String]
  /// The version of each report's definition, by type; a missing version is 1.
  private let versions: [String: Int]
  /// CSV only: whether text is written so that spreadsheets do not take it for a formula.
  package let formulaGuard: Bool

  /// The code of the tenant's currency; nil if it had none.
  package let currency: String?
  /// What the runs' headers repeat. nil if an earlier program computed the occurrence: it recorded this in the
  /// headers alone.
  package var origin: RunOrigin?

  /// What the reports looked at. nil if an earlier program computed the occurrence: the period.
  package let window: PeriodDocument?
  /// true if the snapshot was late, otherwise nil.
  package internal(set) var lateSnapshot: Bool?

  /// true if it was computed as things stood at the end of the period, from the history of stages, otherwise nil.
  package let reconstructed: Bool?
  /// What a reconstruction took from the CRM as it was when it was computed; otherwise nil.
  package let today: [String]?
  /// The schedule's reports that cannot be reconstructed, and were left out; nil if there are none.
  package let notReconstructed: [NotReconstructed]?

  /// What computing stored, by report type. nil if an earlier program computed the occurrence: it did not count.
  package internal(set) var stored: [String: StoredRuns]?
  /// What is odd about the CRM's rows, apart from single runs: a number for each kind of warning. nil if nothing.
  package internal(set) var warnings: [String: Int]?
  /// The CRM tables that the operator trusts to show all rows; nil if none.
  package internal(set) var trustedSources: [String]?

  private enum CodingKeys: String, CodingKey {
    case reports, formats, versions, currency, origin, window, stored, warnings, reconstructed, today
    case notReconstructed = "not_reconstructed"
    case lateSnapshot = "late_snapshot"
    case formulaGuard = "formula_guard"
    case trustedSources = "trusted_sources"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    reports = try container.decode([String].self, forKey: .reports)
    formats = try container.decode([String].self, forKey: .formats)
    // Earlier programs did not record them.
    versions = try container.decodeIfPresent([String: Int].self, forKey: .versions) ?? [:]
    formulaGuard = try container.decodeIfPresent(Bool.self, forKey: .formulaGuard) ?? true
    currency = try container.decodeIfPresent(String.self, forKey: .currency)
    origin = try container.decodeIfPresent(RunOrigin.self, forKey: .origin)
    window = try container.decodeIfPresent(PeriodDocument.self, forKey: .window)
    lateSnapshot = try container.decodeIfPresent(Bool.self, forKey: .lateSnapshot)
    reconstructed = try container.decodeIfPresent(Bool.self, forKey: .reconstructed)
    today = try container.decodeIfPresent([String].self, forKey: .today)
    notReconstructed = try container.decodeIfPresent([NotReconstructed].self, forKey: .notReconstructed)
    stored = try container.decodeIfPresent([String: StoredRuns].self, forKey: .stored)
    warnings = try container.decodeIfPresent([String: Int].self, forKey: .warnings)
    trustedSources = try container.decodeIfPresent([String].self, forKey: .trustedSources)
  }

  /// - Parameter window: what the reports look at.
  /// - Throws: ``UnknownWindow``
  init(_ planned: PlannedOccurrence, _ window: Window) throws {
    reports = planned.requests.map(\.report.type)
    formats = planned.schedule.exports.map(\.rawValue) + planned.schedule.views.map(\.rawValue)
    versions = Dictionary(
      planned.requests.map { ($0.report.type, $0.report.version) }, uniquingKeysWith: { first, _ in first })
    formulaGuard = planned.schedule.formulaGuard
    currency = planned.tenant.currency?.code
    self.window = PeriodDocument(window)
    let isReconstructed = planned.occurrence.isReconstructed
    reconstructed = isReconstructed ? true : nil
    today = isReconstructed ? Reconstruction.today : nil
    let leftOut = planned.notReconstructed
    notReconstructed = leftOut.isEmpty ? nil : leftOut
    origin = RunOrigin(try planned.runIdentities(window))
  }

  /// The request as the published files say it.
  package init(
    reports: [String], formats: [String], versions: [String: Int], formulaGuard: Bool, currency: String?,
    origin: RunOrigin?, window: PeriodDocument?, lateSnapshot: Bool?, reconstructed: Bool?, today: [String]?,
    notReconstructed: [NotReconstructed]?, stored: [String: StoredRuns], warnings: [String: Int]?,
    trustedSources: [String]?
  ) {
    self.reports = reports
    self.formats = formats
    self.versions = versions
    self.formulaGuard = formulaGuard
    self.currency = currency
    self.origin = origin
    self.window = window
    self.lateSnapshot = lateSnapshot
    self.reconstructed = reconstructed
    self.today = today
    self.notReconstructed = notReconstructed
    self.stored = stored
    self.warnings = warnings
    self.trustedSources = trustedSources
  }

  /// The version of the definition that a report was computed with.
  package func version(of type: String) -> Int { versions[type] ?? 1 }

  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
