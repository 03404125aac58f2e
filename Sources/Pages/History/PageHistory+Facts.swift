internal import Calendars
internal import Exports
internal import Foundation
internal import Reports
internal import Runs

extension PageHistory {
  /// From the facts of a period, and from those before it: their figures are those that the ledger keeps for their own pages, or
  /// else come from their facts.
  ///
  /// What cannot be read of a period before is a gap.
  init(_ source: ViewSource) throws {
    let own = try Figures(source)
    self.own = own
    let window = source.occurrence.window
    let isRunning = window.isRunning(at: source.occurrence.computed.asOf)
    let charted = isRunning ? try Self.charted(source) : []
    let before = try source.earlier(Self.maxPeriods - 1)
    let following = before.dropFirst().map(\.occurrence.period) + [source.occurrence.period]
    earlier = try zip(before, following).map { before, next in
      let isSameWindow = before.occurrence.window.isPart(of: window)
      return Earlier(
        label: before.occurrence.period.label, window: before.occurrence.window.label,
        isSameWindow: isSameWindow, isLate: before.occurrence.computed.occurrence.snapshotKind == .late,
        isFollowed: next.follows(before.occurrence.period),
        figures: try Self.figures(of: before, comparedWith: own, of: source),
        multiples: isSameWindow && !charted.isEmpty
          ? try before.ifReadable { try Self.multiples(of: charted, in: $0) } ?? [:] : nil)
    }
  }

  /// Those of a period before that can be compared with the page's own.
  private static func figures(
    of before: ViewSource, comparedWith own: Figures, of source: ViewSource
  ) throws -> Figures {
    struct Kept: Decodable { let own: Figures }
    // An earlier program, or another format, may have kept none.
    let kept = before.history.flatMap { try? JSONDecoder().decode(Kept.self, from: Data($0.utf8)) }
    return try before.ifReadable {
      try (kept?.own ?? Figures($0)).compared($0, with: own, of: source)
    } ?? Figures()
  }

  /// The rows that the chart of coverage shows, by their keys.
  private static func charted(_ source: ViewSource) throws -> Set<String> {
    guard let table = try FactTable(.coverage, in: source) else { return [] }
    return Set(try CoverageFacts(table).multiples.shown.map { CoverageFacts.key($0.row) })
  }

  private static func multiples(of keys: Set<String>, in source: ViewSource) throws -> [String: String] {
    var multiples: [String: String] = [:]
    try FactTable(.coverage, in: source)?.scan { row in
      let key = CoverageFacts.key(row)
      if keys.contains(key), let multiple = row["remaining_coverage_ratio"] { multiples[key] = multiple }
    }
    return multiples
  }

  /// - Throws: `UnreadableOccurrence`
  init(json: String, of occurrence: Occurrence) throws {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(json.utf8))
    } catch {
      throw UnreadableOccurrence(
        occurrence: occurrence, reason: "what its page shows of earlier periods has an unknown format")
    }
  }

  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}

extension Window {
  /// Whether it is another window, or the same up to an earlier date.
  fileprivate func isPart(of other: Window) -> Bool {
    hasDates(of: other) || startDate != nil && startDate == other.startDate && endDate < other.endDate
  }
}
