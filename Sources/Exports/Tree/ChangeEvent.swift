internal import Foundation
internal import Runs

/// A line of the feed: what a publication changed about a period.
struct ChangeEvent: Encodable {
  enum Action: String, Encodable {
    /// A period that is new to readers, or whose files they must read again.
    case publish
    /// A higher revision took the place of the one that the feed named before.
    case supersede
    /// The period left without a successor.
    case withdraw
  }

  struct Report: Encodable {
    let report: String
    let version: Int
    let complete: Bool
    let files: [File]
  }

  struct File: Encodable {
    let path: String
    let format: String
    let rows: Int
    let bytes: Int
    let sha256: String
    let controlTotals: [String: String]

    private enum CodingKeys: String, CodingKey {
      case path, format, rows, bytes, sha256
      case controlTotals = "control_totals"
    }
  }

  let sequence: Int
  let publishedAt: String
  let action: Action
  let schedule: String
  let period: PeriodDocument
  let window: PeriodDocument?
  let timezone: String
  let revision: Int
  let supersedes: Int?
  let snapshotAt: String?
  /// true if the reports say how things stood at the end of the period by the history of stages, otherwise nil.
  let reconstructed: Bool?
  let reports: [Report]

  private enum CodingKeys: String, CodingKey {
    case sequence, action, schedule, period, window, timezone, revision, supersedes, reconstructed, reports
    case publishedAt = "published_at"
    case snapshotAt = "snapshot_at"
  }

  /// - Parameter supersedes: the revision whose place it takes in the feed; nil if the feed does not have the
  ///   period.
  init(showing occurrence: PublishableOccurrence, supersedes: Int?, sequence: Int, at publishedAt: String) {
    self.sequence = sequence
    self.publishedAt = publishedAt
    action = supersedes == nil ? .publish : .supersede
    schedule = occurrence.key.schedule
    period = PeriodDocument(occurrence.period)
    window = PeriodDocument(occurrence.window)
    timezone = occurrence.computed.occurrence.timeZone
    revision = occurrence.key.revision
    self.supersedes = supersedes
    snapshotAt = occurrence.computed.snapshotAt
    reconstructed = occurrence.computed.request.reconstructed
    reports = occurrence.reports.map { report in
      Report(
        report: report.report, version: report.version, complete: report.isComplete,
        files: report.files.map {
          File(
            path: $0.path, format: $0.format, rows: $0.rows, bytes: $0.bytes, sha256: $0.sha256,
            controlTotals: $0.controlTotals)
        })
    }
  }

  init(withdrawing entry: ManifestEntry, sequence: Int, at publishedAt: String) {
    self.sequence = sequence
    self.publishedAt = publishedAt
    action = .withdraw
    schedule = entry.schedule
    period = entry.period
    window = entry.window
    timezone = entry.timezone
    revision = entry.revision
    supersedes = nil
    snapshotAt = nil
    reconstructed = nil
    reports = []
  }
}
