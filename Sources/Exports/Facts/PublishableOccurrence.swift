package import Calendars
internal import Foundation
package import Runs

/// An occurrence whose facts are committed, with its files once they are written. Everything that files and manifest say
/// about an occurrence comes from here or from the facts.
package struct PublishableOccurrence: Sendable {
  package let computed: ComputedOccurrence
  /// What was published; empty before.
  package var reports: [ManifestReport]

  package var key: OccurrenceKey { computed.key }
  package var window: Window { computed.window }
  var request: ExportRequest { computed.request }
  var isPublished: Bool { computed.occurrence.state == .published }
  /// Whether it has files; a row that was set back by hand has some too.
  var wasPublished: Bool { !reports.isEmpty }

  /// - Throws: ``UnreadableOccurrence``
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
        occurrence: computed.occurrence, reason: "what it says of the files is in another form")
    }
  }

  /// The reports as the ledger keeps them.
  var filesJSON: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return String(decoding: try encoder.encode(reports), as: UTF8.self)
    }
  }

  /// Of each period the highest revision.
  static func currentKeys(_ all: [PublishableOccurrence]) -> Set<OccurrenceKey> {
    let highest = Dictionary(all.map { ($0.key.firstRevision, $0.key) }) {
      $0.revision > $1.revision ? $0 : $1
    }
    return Set(highest.values)
  }
}
