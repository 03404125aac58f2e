internal import Exports
internal import Foundation

/// A line of the index.
struct IndexLine {
  let period: IndexedPeriod
  /// None if its page has none.
  let figures: Figures

  init(_ period: IndexedPeriod) {
    self.period = period
    figures =
      period.figures.flatMap { try? JSONDecoder().decode(Figures.self, from: Data($0.utf8)) } ?? Figures()
  }

  var isPublished: Bool { !period.isSkipped && !period.isUnreadable }
}
