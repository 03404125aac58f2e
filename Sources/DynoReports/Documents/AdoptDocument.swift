internal import Exports
internal import Runs

/// The JSON of `adopt`.
struct AdoptDocument: Encodable {
  struct Entry: Encodable {
    let schedule: String
    let period: PeriodDocument
    let revision: Int

    init(_ entry: Adoption.Entry) {
      schedule = entry.schedule
      period = entry.period
      revision = entry.revision
    }
  }

  struct Refused: Encodable {
    let schedule: String
    let period: PeriodDocument
    let revision: Int
    /// The file that it is about, relative to the tenant's folder. Absent if it is about what the manifest says.
    let path: String?
    let reason: String
    /// Whether the database has something else in its place.
    let conflict: Bool

    init(_ refused: Adoption.Refused) {
      schedule = refused.entry.schedule
      period = refused.entry.period
      revision = refused.entry.revision
      path = refused.path
      reason = refused.reason
      conflict = refused.isConflict
    }
  }

  struct Tenant: Encodable {
    let tenant: String
    let adopted: [Entry]
    /// Taken over as they are, without facts.
    let withoutFacts: [Entry]
    /// How many the database had already.
    let known: Int
    /// Those of which the database keeps its own.
    let kept: [Entry]
    let refused: [Refused]
    /// Files, relative to the tenant's folder, that are not there as they were published. Other files prove their rows, and `export`
    /// writes them again.
    let damaged: [String]
    /// Why it ended before everything was looked at, or written. Absent if it did not.
    let error: String?
    /// Whether the database has the tree as it is. If not, the next publication looks at every file.
    let whole: Bool

    init(_ slug: String, _ adoption: Adoption) {
      tenant = slug
      adopted = adoption.adopted.map(Entry.init)
      withoutFacts = adoption.withoutFacts.map(Entry.init)
      known = adoption.known
      kept = adoption.kept.map(Entry.init)
      refused = adoption.refused.map(Refused.init)
      damaged = adoption.damaged
      error = adoption.error
      whole = adoption.isWhole
    }
  }

  /// Whether nothing was changed, because that was asked for.
  let dryRun: Bool
  let tenants: [Tenant]
}
