internal import Calendars
internal import Foundation
package import Runs

/// An entry of a part of the manifest: a published revision of a period. `part_entries.sql` writes it from the
/// ledger.
package struct ManifestEntry: Codable, Equatable, Sendable {
  package let schedule: String
  package let period: PeriodDocument
  package let timezone: String
  package let tzdataVersion: String
  package let asOf: String
  package let snapshotAt: String
  package let revision: Int
  package let supersedes: Int?
  package let restateReason: String?
  package let formulaGuard: Bool
  package let reports: [ManifestReport]
  // Manifests of version 1 have none of the following.
  /// What the reports looked at; nil in parts of earlier programs: the period.
  package let window: PeriodDocument?
  /// true if the CRM was read after the next period was due, otherwise nil.
  package let lateSnapshot: Bool?
  /// true if the reports say how things stood at `as_of` by the history of stages, otherwise nil.
  package let reconstructed: Bool?
  /// What a reconstruction took from the CRM as it was at `snapshot_at`; otherwise nil.
  package let today: [String]?
  /// The schedule's reports that a reconstruction left out; nil if there are none.
  package let notReconstructed: [NotReconstructed]?
  /// The attempt that computed it.
  package let fence: Int?
  package let softwareVersion: String?
  package let methodologyVersion: String?
  /// The publication that announced it last.
  package let sequence: Int?
  package let publishedAt: String?
  /// What is odd about the CRM's rows, apart from single runs: a number for each kind of warning; nil if nothing.
  package let warnings: [String: Int]?
  /// The CRM tables that the operator trusted to show all rows; nil if none.
  package let trustedSources: [String]?
  /// The code of the tenant's currency; nil if it had none.
  package let currency: String?
  /// The files for people; nil if there are none.
  package let views: [ViewFile]?

  private enum CodingKeys: String, CodingKey {
    case schedule, period, window, timezone, revision, supersedes, reports, fence, sequence, warnings
    case currency, reconstructed, today
    case notReconstructed = "not_reconstructed"
    case tzdataVersion = "tzdata_version"
    case asOf = "as_of"
    case snapshotAt = "snapshot_at"
    case restateReason = "restate_reason"
    case formulaGuard = "formula_guard"
    case softwareVersion = "software_version"
    case methodologyVersion = "methodology_version"
    case publishedAt = "published_at"
    case lateSnapshot = "late_snapshot"
    case trustedSources = "trusted_sources"
    case views = "files"
  }

  /// The year of the period's last local date.
  var year: String {
    String((CivilDate(iso: period.endDate)?.adding(days: -1).description ?? period.endDate).prefix(4))
  }

  var files: [ManifestFile] { reports.flatMap(\.files) }

  /// What a manifest of version 1 says about the entry.
  var asVersion1: ManifestEntry {
    ManifestEntry(
      schedule: schedule, period: period, timezone: timezone, tzdataVersion: tzdataVersion, asOf: asOf,
      snapshotAt: snapshotAt, revision: revision, supersedes: supersedes, restateReason: restateReason,
      formulaGuard: formulaGuard, reports: reports, window: nil, lateSnapshot: nil,
      reconstructed: nil, today: nil, notReconstructed: nil, fence: nil,
      softwareVersion: nil, methodologyVersion: nil, sequence: nil, publishedAt: nil, warnings: nil,
      trustedSources: nil, currency: nil, views: nil
    )
  }
}
