internal import Foundation
internal import Reports
internal import Runs

extension EntryAdoption {
  /// What the ledger has of an entry.
  enum Standing {
    /// No facts.
    case lacking
    /// Facts, but not recorded as the tree shows them.
    case differing
    /// The same, taken over earlier without its facts.
    case withoutFacts
    /// The same, or what a later publication made of it.
    case known
  }

  /// Looks at the ledger, whose rows of the period are locked then.
  ///
  /// - Parameter mayReplace: whether what the ledger has from another snapshot yields.
  /// - Throws: ``CannotAdopt`` if it does not: a worker has computed it since the period was looked at.
  func standing(mayReplace: Bool) throws -> Standing {
    let revisions = try tenant.lockRevisions(of: entry.key)
    guard let own = revisions.first(where: { $0.number == entry.key.revision }), own.state.hasFacts else {
      return .lacking
    }
    guard own.snapshotAt == entry.entry.snapshotAt else {
      if mayReplace { return .differing }
      throw CannotAdopt(nil, "another worker has just computed it; start adopt again")
    }
    guard let recorded = try recorded() else { return .lacking }
    if recorded.isWithoutFacts { return .withoutFacts }
    guard try hasFacts(recorded) else { return .lacking }
    guard own.state == .published else { return .differing }
    // An older tree shows as current what the ledger has moved to the history since.
    let hasSuccessor = revisions.contains { $0.number > own.number && $0.state == .published }
    let isNewer = tenant.row.sequence > tree.sequence || entry.isCurrent && hasSuccessor
    return isNewer || isAsShown(recorded) ? .known : .differing
  }

  /// What the ledger has recorded; nil if it cannot be read.
  private func recorded() throws -> PublishableOccurrence? {
    do {
      return try tenant.occurrence(entry.key).map { try PublishableOccurrence($0) }
    } catch is UnreadableOccurrence {
      return nil
    }
  }

  private func isAsShown(_ recorded: PublishableOccurrence) -> Bool {
    recorded.reports == entry.entry.reports && recorded.views == entry.entry.views ?? []
      && recorded.computed.sequence == entry.sequence
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
