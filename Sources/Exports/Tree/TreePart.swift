internal import Calendars
internal import Foundation
internal import PostgreSQL
internal import Runs

/// Identifies a part of the manifest: a schedule, and the year of the last local date of its periods. For
/// schedules that are due every day it is the month, so that a publication never rewrites a whole year.
struct TreePart: Hashable, Codable {
  static let folder = "manifest/"
  /// The kinds of periods that can end on every day.
  private static let dailyKinds: Set<WindowKind> = [.daily, .rolling, .allTime]

  let schedule: String
  /// `2026` or `2026-11`.
  let span: String
  private let isDaily: Bool

  init(_ period: PublishedPeriod) {
    schedule = period.key.schedule
    isDaily = Self.dailyKinds.contains(period.kind)
    span = String(period.endDate.adding(days: -1).description.prefix(isDaily ? 7 : 4))
  }

  static func isPath(_ path: String) -> Bool {
    path.wholeMatch(of: /manifest\/[a-z0-9-]+-[0-9]{4}(-[0-9]{2})?\.json/) != nil
  }

  var path: String { "\(Self.folder)\(schedule)-\(span).json" }
  var year: String { String(span.prefix(4)) }

  /// The parameters of `part_entries.sql` and `part_files.sql`.
  var values: [String: String?] {
    let kinds = WindowKind.allCases.filter { Self.dailyKinds.contains($0) == isDaily }
    return [
      "schedule": schedule, "first_date": span + (isDaily ? "-01" : "-01-01"),
      "length": isDaily ? "1 month" : "1 year", "kinds": ArrayLiteral.text(kinds.map(\.rawValue)),
    ]
  }
}
