package import Calendars
internal import Foundation
internal import PostgreSQL
internal import Reports
package import Runs

/// An occurrence whose facts are committed, with its files once they are written. Everything that the files
/// and the manifest say about an occurrence comes from here or from the facts.
package struct PublishableOccurrence: Sendable {
  package var computed: ComputedOccurrence
  /// What was published; empty before the first publication.
  package var reports: [ManifestReport]
  /// The published views.
  package var views: [ViewFile]
  /// What the views show of earlier periods, as JSON; nil if they show none.
  package var viewHistory: String?

  /// What is published of it: its reports, and the headers of their runs. Nothing is added to what was taken over without its facts.
  package var tables: [String] {
    isWithoutFacts ? reports.map(\.report) : request.reports + [Report.runHeaders.type]
  }

  /// Whether only its files have its numbers: they cannot be made again.
  package var isWithoutFacts: Bool { computed.occurrence.isWithoutFacts }

  /// The version with which a report's facts were computed, or with which the headers were published.
  func version(of type: String) -> Int {
    guard type == Report.runHeaders.type else { return request.version(of: type) }
    return reports.first { $0.report == type }?.version ?? Report.runHeaders.version
  }

  package var key: OccurrenceKey { computed.key }
  package var period: Window { computed.period }
  /// What its reports looked at.
  package var window: Window { computed.window }
  package var request: ExportRequest { computed.request }
  package var failedRuns: Int { reports.compactMap(\.runs?.failed).reduce(0, +) }
  /// The paths of all its files.
  var paths: [String] { files.map(\.path) + views.map(\.path) }
  package var files: [ManifestFile] { reports.flatMap(\.files) }
  /// The part of the manifest that lists it.
  var part: TreePart { TreePart(PublishedPeriod(computed.occurrence)) }
  var isPublished: Bool { computed.occurrence.state == .published }

  /// - Throws: `UnreadableOccurrence`
  package init(_ computed: ComputedOccurrence) throws {
    self.computed = computed
    viewHistory = computed.viewHistory
    if computed.occurrence.state == .published, computed.files == nil {
      throw UnreadableOccurrence(occurrence: computed.occurrence, reason: "its list of files is missing")
    }
    do {
      reports = try Self.decode(computed.files)
      views = try Self.decode(computed.views)
    } catch {
      throw UnreadableOccurrence(
        occurrence: computed.occurrence, reason: "its list of files has an unknown format")
    }
  }

  /// The published revisions of a period, in order, and those that cannot be read.
  static func published(
    in period: OccurrenceKey, _ connection: Connection
  ) throws -> (readable: [Self], unreadable: [UnreadableOccurrence]) {
    var revisions: (readable: [Self], unreadable: [UnreadableOccurrence]) = ([], [])
    for revision in try Ledger.publishedRevisions(of: period, connection) {
      do {
        revisions.readable.append(try Self(revision.get()))
      } catch let unreadable as UnreadableOccurrence {
        revisions.unreadable.append(unreadable)
      }
    }
    return revisions
  }

  private static func decode<Element: Decodable>(_ json: String?) throws -> [Element] {
    try json.map { try JSONDecoder().decode([Element].self, from: Data($0.utf8)) } ?? []
  }

  /// The reports as JSON, as the ledger stores them.
  var filesJSON: String {
    get throws { try JSONText.line(reports) }
  }

  /// The views as JSON; nil if there are none.
  var viewsJSON: String? {
    get throws { views.isEmpty ? nil : try JSONText.line(views) }
  }
}
