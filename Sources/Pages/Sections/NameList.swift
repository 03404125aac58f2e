/// Names with a number each, in one paragraph: those whom a chart has no bar for.
struct NameList {
  private static let maxNames = 30

  /// The first.
  private var entries: [CoverageEntry] = []
  private var count = 0

  /// The company as a whole is not named.
  mutating func add(_ entry: CoverageEntry) {
    guard entry.kind != .tenant else { return }
    if entries.count < Self.maxNames { entries.append(entry) }
    count += 1
  }

  /// - Parameters:
  ///   - name: what the principal of a row is called.
  ///   - number: what is said of each; of those that are left out, only how many they are.
  /// - Returns: nothing if there is none.
  func markup(
    _ heading: String, _ name: (FactRow) -> ShownName, _ number: (CoverageEntry) -> String
  ) -> Markup {
    let items: [Markup] = entries.map { entry in
      "\(name(entry.row).markup) <span class=\"q\">\(number(entry))</span>"
    }
    guard let first = items.first else { return "" }
    let list = items.dropFirst().reduce(first) { "\($0), \($1)" as Markup }
    let rest: Markup =
      count > entries.count ? " and \(ExactNumber(count - entries.count).grouped()) more" : ""
    return "<p class=\"names\"><b>\(heading)</b> \(list)\(rest)</p>"
  }
}
