package import Calendars

/// An occurrence as its published files say it: what the ledger records of it.
package struct AdoptedOccurrence: Sendable {
  /// Published.
  package let occurrence: Occurrence
  /// What its reports looked at.
  package let window: Window
  package let asOf: Instant
  package let tzdataVersion: String
  /// To the microsecond.
  package let snapshotAt: String
  /// Of the attempt that computed it.
  package let fence: Int
  /// nil if an earlier program published it, which did not number its publications.
  package let sequence: Int?
  /// To the microsecond; nil like it.
  package let publishedAt: String?
  package var request: ExportRequest
  /// The published files, a JSON document of the module that publishes.
  package let files: String
  /// The published views, also such a document; nil if there are none.
  package let views: String?
  package let failedRuns: Int
  /// Whether it is taken over without its facts.
  package var isWithoutFacts = false

  package init(
    _ occurrence: Occurrence, window: Window, asOf: Instant, tzdataVersion: String, snapshotAt: String,
    fence: Int, sequence: Int?, publishedAt: String?, request: ExportRequest, files: String, views: String?,
    failedRuns: Int
  ) {
    self.occurrence = occurrence
    self.window = window
    self.asOf = asOf
    self.tzdataVersion = tzdataVersion
    self.snapshotAt = snapshotAt
    self.fence = fence
    self.sequence = sequence
    self.publishedAt = publishedAt
    self.request = request
    self.files = files
    self.views = views
    self.failedRuns = failedRuns
  }

  /// The parameters of `adopt_occurrence.sql`.
  var values: [String: String?] {
    get throws {
      let period = occurrence.period
      let values: [String: String?] = try [
        "kind": period.kind.rawValue, "label": period.label,
        "start_date": period.startDate?.description ?? "", "end_date": period.endDate.description,
        "timezone": occurrence.timeZone, "fence": String(fence), "request": request.json, "files": files,
        "views": views ?? "", "as_of": asOf.description, "tzdata_version": tzdataVersion,
        "snapshot_at": snapshotAt, "restate_reason": occurrence.restateReason ?? "",
        "published_at": publishedAt ?? "", "sequence": sequence.map { String($0) } ?? "",
        "failed_runs": String(failedRuns), "reconstructed": String(occurrence.isReconstructed),
        "without_facts": String(isWithoutFacts),
      ]
      return occurrence.key.keyParameters.merging(values) { $1 }
    }
  }
}
