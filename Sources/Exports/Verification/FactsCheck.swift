internal import Foundation
internal import Reports
internal import Runs

/// Compares published files with the facts in the database.
struct FactsCheck {
  let facts: FactFiles

  /// Compares the files of an occurrence with its facts, byte for byte before compression.
  func compare(_ occurrence: PublishableOccurrence, _ finding: inout Finding) throws {
    // Their hashes are all that is known.
    if occurrence.isWithoutFacts { return }
    for published in occurrence.reports {
      let files = published.files
      let made: [FactFiles.Written<DigestSink.Summary>]
      do {
        made = try facts.write(published.report, of: occurrence) { _, _ in DigestSink() }
      } catch let error where error is UnknownReport || error is UnknownFormat || error is FactsMissing {
        finding.report(
          files.first?.path ?? "", "cannot be compared with the facts: \(error)", isRepairable: false)
        continue
      }
      guard made.count == files.count else {
        finding.report(
          files.first?.path ?? "", "has \(files.count) files, but its facts make \(made.count)",
          isRepairable: false)
        continue
      }
      for (file, fact) in zip(files, made) {
        if file.rawSHA256 != fact.summary.sha256 {
          finding.report(file.path, "does not show the facts in the database", isRepairable: false)
        } else if file.controlTotals != fact.totals.sums || file.rows != fact.totals.rows {
          finding.report(file.path, "its control totals are not those of the facts", isRepairable: false)
        }
      }
    }
  }
}
