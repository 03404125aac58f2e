/// What the section about performance shows of its rows, found in one pass over them.
struct PerformanceFacts {
  let table: FactTable
  private(set) var count = 0
  /// The rows that the chart shows, the highest amount first.
  private(set) var excerpts = PrincipalExcerpts(
    Excerpt<PerformanceEntry>(
      first: 10, last: 5, highestFirst: true, by: { $0.amount ?? .zero },
      ties: PerformanceEntry.isNamedBefore))
  /// Whether the report's version says what was won of the deals that closed in the window.
  private(set) var isKnown = true
  private var rates: [PrincipalKind: [ExactNumber]] = [:]
  private var winners: [PrincipalKind: Int] = [:]

  init(_ table: FactTable) throws {
    self.table = table
    try table.scan { add(PerformanceEntry($0, table.principalName($0))) }
  }

  private mutating func add(_ entry: PerformanceEntry) {
    count += 1
    excerpts.add(entry)
    if entry.amount == nil { isKnown = false }
    if let rate = entry.rate { rates[entry.kind, default: []].append(rate) }
    if let won = entry.won, won > 0 { winners[entry.kind, default: 0] += 1 }
  }

  /// Whom the finding is about: people, or teams where there are no people.
  var subject: PrincipalKind { excerpts.all.last?.kind ?? .person }

  /// Of those of the subjects that have closed a deal.
  var medianRate: ExactNumber? { .median(rates[subject] ?? []) }

  var finding: Markup {
    let subjects = excerpts[subject]
    guard isKnown, let best = subjects.first.first else {
      return
        "\(counted(subjects.count, subject.noun, subject.plural)). \(table.versionWords) does not say what was won of the deals that closed in the window."
    }
    return PerformanceFinding(
      subject: subject, count: subjects.count, winners: winners[subject, default: 0], best: best.name,
      amount: best.amount ?? .zero, deals: best.won ?? 0,
      isShared: subjects.shown.dropFirst().first?.amount == best.amount, median: subjects.median ?? .zero
    ).markup
  }
}
