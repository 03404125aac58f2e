/// Which rows of each kind of principal a chart shows.
struct PrincipalExcerpts<Entry: PrincipalEntry> {
  private let empty: Excerpt<Entry>
  private var excerpts: [PrincipalKind: Excerpt<Entry>] = [:]

  /// - Parameter empty: how those of a kind are ordered, and how many of them are shown.
  init(_ empty: Excerpt<Entry>) { self.empty = empty }

  mutating func add(_ entry: Entry) { excerpts[entry.kind, default: empty].add(entry) }

  subscript(kind: PrincipalKind) -> Excerpt<Entry> { excerpts[kind] ?? empty }

  /// Those that have rows, in the order of the page.
  var all: [(kind: PrincipalKind, excerpt: Excerpt<Entry>)] {
    PrincipalKind.allCases.compactMap { kind in excerpts[kind].map { (kind, $0) } }
  }

  var shown: [Entry] { all.flatMap(\.excerpt.shown) }
}
