package import Calendars
internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Runs

/// A line of a tenant's index.
package struct IndexedPeriod {
  package let schedule: String
  package let kind: WindowKind
  package let label: String
  /// nil if the period has no start.
  package let startDate: CivilDate?
  package let endDate: CivilDate
  /// What its reports looked at: its label, and whether it was not over yet.
  package let windowLabel: String
  package let windowKind: WindowKind
  package let isRunning: Bool
  package let timeZone: String
  /// Whether it was skipped, so that nothing is published of it.
  package let isSkipped: Bool
  package let revision: Int
  package let restateReason: String?
  package let isLate: Bool
  package let isReconstructed: Bool
  package let failedRuns: Int
  package let currency: String?
  package let reports: [String]
  package let formats: [String]
  /// Paths of its views in the tenant's folder, by format.
  package let views: [String: String]
  /// The figures that its page begins with, as JSON; nil if it has none.
  package let figures: String?
  /// Whether nothing but its name can be read.
  package let isUnreadable: Bool

  package var page: String? { views[ViewFormat.html.rawValue] }

  /// - Parameter row: of `index_periods.sql`.
  init(_ row: Row) throws {
    schedule = try row.value("schedule")
    kind = try row.value("period_kind")
    label = try row.value("period_label")
    startDate = try row.optional("start_date")
    endDate = try row.value("end_date")
    windowLabel = try row.value("window_label")
    windowKind = try row.value("window_kind")
    let windowEnd = try row.optional("window_end", as: String.self).flatMap { Instant(iso8601: $0) }
    let asOf: Instant? = try row.optional("as_of")
    isRunning = windowEnd.flatMap { end in asOf.map { end > $0 } } ?? false
    timeZone = try row.value("timezone")
    isSkipped = try row.value("is_skipped")
    revision = try row.value("revision")
    restateReason = try row.optional("restate_reason")
    isLate = try row.value("is_late")
    isReconstructed = try row.value("is_reconstructed")
    failedRuns = try row.value("failed_runs")
    currency = try row.optional("currency")
    reports = try row.optionalJSON("reports") ?? []
    formats = try row.optionalJSON("formats") ?? []
    let files: [ViewFile] = try row.optionalJSON("views") ?? []
    views = Dictionary(files.map { ($0.format, $0.path) }, uniquingKeysWith: { first, _ in first })
    figures = try row.optional("figures")
    isUnreadable = false
  }

  /// - Returns: a line without links or figures if the row cannot be read: the index lists the others all the same.
  static func read(_ row: Row) throws -> IndexedPeriod {
    do {
      return try IndexedPeriod(row)
    } catch is UnexpectedAnswer {
      return try IndexedPeriod(unreadable: row)
    }
  }

  private init(unreadable row: Row) throws {
    schedule = try row.value("schedule")
    kind = try row.value("period_kind")
    label = try row.value("period_label")
    startDate = try row.optional("start_date")
    endDate = try row.value("end_date")
    timeZone = try row.value("timezone")
    revision = try row.value("revision")
    (windowLabel, windowKind) = (label, kind)
    (isRunning, isSkipped, isLate, isReconstructed, isUnreadable) = (false, false, false, false, true)
    (restateReason, currency, figures) = (nil, nil, nil)
    (failedRuns, reports, formats, views) = (0, [], [], [:])
  }
}
