internal import Calendars
internal import Exports
internal import Foundation
internal import Reports
internal import Runs

extension PageHistory {
  /// From the facts of a period and of those before it.
  ///
  /// What cannot be read of a period before is a gap.
  init(_ source: ViewSource) throws {
    let own = try Figures(source)
    self.own = own
    let window = source.occurrence.window
    let isRunning = window.end > source.occurrence.computed.asOf
    let charted = isRunning ? try Self.charted(source) : []
    let read = try source.readEarlier(Self.maxPeriods - 1) { before in
      let isSameWindow = isRunning && before.occurrence.window.label == window.label
      return (
        figures: try Figures(before).compared(before, with: own, of: source),
        multiples: isSameWindow ? try Self.multiples(of: charted, in: before) : nil
      )
    }
    let following = read.dropFirst().map(\.occurrence.period) + [source.occurrence.period]
    earlier = zip(read, following).map { before, next in
      Earlier(
        label: before.occurrence.period.label, window: before.occurrence.window.label,
        isFollowed: next.follows(before.occurrence.period), figures: before.value?.figures ?? Figures(),
        multiples: before.value?.multiples)
    }
  }

  /// The rows that the chart of coverage shows, by their keys.
  private static func charted(_ source: ViewSource) throws -> Set<String> {
    guard let table = try FactTable(.coverage, in: source) else { return [] }
    return Set(try CoverageFacts(table).multiples.shown.map { CoverageFacts.key($0.row) })
  }

  private static func multiples(of keys: Set<String>, in source: ViewSource) throws -> [String: String]? {
    guard let table = try FactTable(.coverage, in: source) else { return nil }
    var multiples: [String: String] = [:]
    try table.scan { row in
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
