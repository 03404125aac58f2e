/// Names with a number each, in one paragraph: those whom a chart has no bar for.
struct NameList {
  private static let maxNames = 30

  let markup: Markup

  /// - Parameter number: what is said of each; of those that are left out, only how many they are.
  init(
    _ heading: String, _ entries: [CoverageEntry], _ facts: CoverageFacts, _ number: (CoverageEntry) -> String
  ) throws {
    let people = entries.filter { $0.kind != .tenant }
    let shown = people.prefix(Self.maxNames)
    let rows = try facts.table.rows(at: Set(shown.map(\.place)))
    let items: [Markup] = shown.compactMap { entry in
      rows[entry.place].map { "\(facts.name($0).markup) <span class=\"q\">\(number(entry))</span>" }
    }
    guard !items.isEmpty else {
      markup = ""
      return
    }
    let list = items.dropFirst().reduce(items[0]) { "\($0), \($1)" as Markup }
    let rest: Markup =
      people.count > shown.count ? " and \(ExactNumber(people.count - shown.count).grouped()) more" : ""
    markup = "<p class=\"names\"><b>\(heading)</b> \(list)\(rest)</p>"
  }
}
