internal import Calendars
internal import Exports
internal import Foundation
internal import Reports
internal import Runs

extension PageHistory {
  /// From the facts of a period and of those before it.
  ///
  /// - Parameter earlier: the periods before, oldest first.
  init(_ source: ViewSource, earlier: [ViewSource]) throws {
    own = try Figures(source)
    let window = source.occurrence.window
    let isRunning = window.end > source.occurrence.computed.asOf
    let charted = isRunning ? try Self.charted(source) : []
    let following = earlier.dropFirst().map(\.occurrence.period) + [source.occurrence.period]
    self.earlier = try zip(earlier, following).map { before, next in
      let occurrence = before.occurrence
      return Earlier(
        label: occurrence.period.label, window: occurrence.window.label,
        isFollowed: next.follows(occurrence.period), figures: try Figures(before),
        multiples: isRunning && occurrence.window.label == window.label
          ? try Self.multiples(of: charted, in: before) : nil)
    }
  }

  /// The rows that the chart of coverage shows, by their keys.
  private static func charted(_ source: ViewSource) throws -> Set<String> {
    guard let table = try FactTable(.coverage, in: source) else { return [] }
    let places = try CoverageFacts(table).withMultiples.flatMap(\.1.shown).map(\.place)
    return Set(try table.rows(at: Set(places)).values.map(CoverageFacts.key))
  }

  private static func multiples(of keys: Set<String>, in source: ViewSource) throws -> [String: String]? {
    guard let table = try FactTable(.coverage, in: source) else { return nil }
    var multiples: [String: String] = [:]
    try table.scan { _, row in
      let key = CoverageFacts.key(row)
      if keys.contains(key), let multiple = row["remaining_coverage_ratio"] { multiples[key] = multiple }
    }
    return multiples
  }

  init(json: String) throws { self = try JSONDecoder().decode(Self.self, from: Data(json.utf8)) }

  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
