package import Calendars
internal import Foundation
internal import PostgreSQL
internal import Reports
package import Runs

/// A line of a tenant's index.
package struct IndexedPeriod {
  package let period: Window
  /// What its reports looked at.
  package let window: Window
  /// nil if it was never computed.
  package let asOf: Instant?
  package let timeZone: String
  /// Whether it was skipped, so that nothing is published of it.
  package let isSkipped: Bool
  package let revision: Int
  package let restateReason: String?
  package let snapshot: SnapshotKind
  /// nil if it was not reconstructed.
  package let reconstruction: ReconstructionNotes?
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
  /// Whether what its reports looked at was not over.
  package var isRunning: Bool { asOf.map(window.isRunning) ?? false }
  /// Whether it had not begun.
  package var isComing: Bool { asOf.map(window.isComing) ?? false }
  /// Whether its reports looked at something else than the period.
  package var looksElsewhere: Bool { !window.hasDates(of: period) }

  /// - Parameter row: of `index_periods.sql`.
  init(_ row: Row) throws {
    let period = try Window(periodOf: row)
    self.period = period
    let recorded = try row.optional("window", as: String.self)
    guard let window = recorded == nil ? period : recorded.flatMap(Window.init(recorded:)) else {
      throw UnreadableWindow()
    }
    self.window = window
    asOf = try row.optional("as_of")
    timeZone = try row.value("timezone")
    isSkipped = try row.value("is_skipped")
    revision = try row.value("revision")
    restateReason = try row.optional("restate_reason")
    let isReconstructed: Bool = try row.value("is_reconstructed")
    snapshot = SnapshotKind(isLate: try row.value("is_late"), isReconstructed: isReconstructed)
    let notes = ReconstructionNotes(
      today: try row.optionalJSON("today"), leftOut: try row.optionalJSON("not_reconstructed"))
    reconstruction = isReconstructed ? notes : nil
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
    } catch is UnreadableWindow {
      return try IndexedPeriod(unreadable: row)
    }
  }

  private init(unreadable row: Row) throws {
    period = try Window(periodOf: row)
    window = period
    timeZone = try row.value("timezone")
    revision = try row.value("revision")
    (isSkipped, isUnreadable) = (false, true)
    (asOf, restateReason, reconstruction, currency, figures) = (nil, nil, nil, nil, nil)
    snapshot = .timely
    (failedRuns, reports, formats, views) = (0, [], [], [:])
  }
}

extension Window {
  fileprivate init(periodOf row: Row) throws {
    self.init(
      kind: try row.value("period_kind"), label: try row.value("period_label"),
      startDate: try row.optional("start_date"), endDate: try row.value("end_date"),
      start: try row.optional("period_start"), end: try row.value("period_end"))
  }
}
