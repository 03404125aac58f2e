package import Calendars
internal import Foundation
package import Runs

/// An occurrence whose facts are committed, with its files once they are written. Everything that the files
/// and the manifest say about an occurrence comes from here or from the facts.
package struct PublishableOccurrence: Sendable {
  package let computed: ComputedOccurrence
  /// The published reports; empty before the first publication.
  package var reports: [ManifestReport]

  package var key: OccurrenceKey { computed.key }
  package var window: Window { computed.window }
  var request: ExportRequest { computed.request }
  var isPublished: Bool { computed.occurrence.state == .published }
  /// Whether files are recorded for it. That includes a row whose state was reset by hand.
  var hasRecordedFiles: Bool { !reports.isEmpty }

  /// - Throws: `UnreadableOccurrence`
  package init(_ computed: ComputedOccurrence) throws {
    self.computed = computed
    guard let files = computed.files else {
      reports = []
      return
    }
    do {
      reports = try JSONDecoder().decode([ManifestReport].self, from: Data(files.utf8))
    } catch {
      throw UnreadableOccurrence(
        occurrence: computed.occurrence, reason: "its list of files has an unknown format")
    }
  }

  /// The reports as JSON, as the ledger stores them.
  var filesJSON: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return String(decoding: try encoder.encode(reports), as: UTF8.self)
    }
  }

  /// The highest revision of each period.
  static func currentKeys(_ all: [PublishableOccurrence]) -> Set<OccurrenceKey> {
    let highest = Dictionary(all.map { ($0.key.periodKey, $0.key) }) {
      $0.revision > $1.revision ? $0 : $1
    }
    return Set(highest.values)
  }
}
