/// What a page of a tenant's index lists: the current revision of periods that were published or skipped. `index.html` has
/// the newest of each schedule. Each year that has others has a page of its own beside it, `index-2024.html`, with all that
/// ended in it: so a publication writes anew what it touches, however long the history is.
package struct TenantIndex {
  static let path = "index.html"
  /// As many periods of each schedule are on the first page.
  static let maxNewest = 60

  static func path(of year: String) -> String { "index-\(year).html" }

  static func isPath(_ path: String) -> Bool { path.wholeMatch(of: /index(-[0-9]{4})?\.html/) != nil }

  package struct Schedule {
    package let name: String
    /// Newest first.
    package let periods: [IndexedPeriod]
    /// The years whose pages have periods that the first page does not list, newest first; empty on such a page.
    package let earlierYears: [String]
  }

  /// The number of a publication, and its timestamp with microseconds, in UTC.
  package struct Publication {
    package let sequence: Int
    package let publishedAt: String?
  }

  package let tenant: String
  /// nil for the first page.
  package let year: String?
  /// Only on the first page: the others stay as they are when something else is published.
  package let publication: Publication?
  /// By name. Those without periods are left out.
  package let schedules: [Schedule]

  /// The name of another page of the index, or of the first one for nil, as a link from any of them.
  package static func link(to year: String?) -> String { year.map { path(of: $0) } ?? path }

  var hasPages: Bool { schedules.contains { $0.periods.contains { $0.page != nil } } }
  var earlierYears: [String] { Set(schedules.flatMap(\.earlierYears)).sorted() }
}
