package import Runs

/// What became of a tenant's tree that was taken over.
package struct Adoption: Sendable {
  /// A revision of a period that the tree shows.
  package struct Entry: Sendable {
    package let schedule: String
    package let period: PeriodDocument
    package let revision: Int
  }

  package struct Refused: Sendable {
    package let entry: Entry
    /// The file that it is about, in the tree; nil if it is about what the manifest says.
    package let path: String?
    package let reason: String
    /// Whether the ledger has something else in its place.
    package let isConflict: Bool
  }

  package init() {}

  package var adopted: [Entry] = []
  /// Taken over as they are, without facts.
  package var withoutFacts: [Entry] = []
  /// How many the ledger had as the tree shows them.
  package var known = 0
  /// The ledger's own stay in their place; their files must be written over those in the tree.
  package var kept: [Entry] = []
  /// Whether they were.
  package var areKeptWritten = false
  package var refused: [Refused] = []
  /// Files of what was taken over that are not there as they were published: `export` writes them again.
  package var damaged: [String] = []
  /// Whether the ledger now has the tree as it is, so that nothing has to be looked at again.
  package var isWhole = false

  /// Why it ended before everything was looked at; nil if it did not.
  package var error: String?

  package var isAnythingDone: Bool { !adopted.isEmpty || !withoutFacts.isEmpty || areKeptWritten }

  /// The keys of those that are kept.
  package internal(set) var keptKeys: Set<OccurrenceKey> = []

  mutating func refuse(_ entry: ManifestEntry, _ problem: CannotAdopt, isConflict: Bool = false) {
    let way =
      problem.kind == .notProved
      ? "; --without-facts takes its files over as they are, without the facts" : ""
    refused.append(
      Refused(entry: Entry(entry), path: problem.path, reason: problem.reason + way, isConflict: isConflict))
  }
}

extension Adoption.Entry {
  init(_ entry: ManifestEntry) {
    self.init(schedule: entry.schedule, period: entry.period, revision: entry.revision)
  }
}
