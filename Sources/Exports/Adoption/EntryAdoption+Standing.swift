internal import Foundation
internal import Reports
internal import Runs

extension EntryAdoption {
  /// What the ledger has of an entry that is in no conflict with it.
  enum Standing: Equatable {
    /// Nothing, or less than the tree shows.
    case lacking
    /// The same, taken over earlier without its facts.
    case withoutFacts
    /// The same, or it is ahead of the tree.
    case known
  }

  /// Looks at the ledger, whose rows of the period are locked then.
  func standing() throws -> Standing {
    let revisions = try tenant.lockRevisions(of: entry.key)
    guard let own = revisions.first(where: { $0.number == entry.key.revision }), own.hasFacts,
      own.snapshotAt == entry.entry.snapshotAt
    else { return .lacking }
    // An older tree shows as current what the ledger has moved to the history since.
    let isAhead = revisions.contains { $0.number > own.number && $0.state == .published }
    if entry.isCurrent, isAhead { return .known }
    guard own.state == .published, let recorded = try recorded() else { return .lacking }
    if recorded.isWithoutFacts { return .withoutFacts }
    return try hasFacts(recorded) ? .known : .lacking
  }

  /// What the ledger has recorded; nil if it is not what the tree shows, or if it cannot be read.
  private func recorded() throws -> PublishableOccurrence? {
    let recorded: PublishableOccurrence
    do {
      guard let computed = try tenant.occurrence(entry.key) else { return nil }
      recorded = try PublishableOccurrence(computed)
    } catch is UnreadableOccurrence {
      return nil
    }
    let isSame =
      recorded.reports == entry.entry.reports && recorded.views == entry.entry.views ?? []
      && recorded.computed.sequence == entry.entry.sequence
    return isSame ? recorded : nil
  }

  /// Whether there are as many headers and rows as were published, with the same ids and sums.
  private func hasFacts(_ recorded: PublishableOccurrence) throws -> Bool {
    for report in entry.reports {
      let query = FactQuery(report: report.definition, occurrence: recorded.computed)
      let totals = try query.totals(tenant.connection, rowsPerPart: facts.rowsPerPart)
      let first = report.published.files.first?.format
      let files = report.published.files.filter { $0.format == first }
      guard
        files.isEmpty
          || totals.map(\.rows) == files.map(\.rows)
            && totals.map(\.sums) == files.map(\.controlTotals)
      else { return false }
      do {
        let runs = try facts.runs(report.published.report, of: recorded)
        guard runs?.isSameApartFromWarnings(as: report.published.runs) == true else { return false }
      } catch is FactsMissing {
        return false
      }
    }
    return true
  }
}
