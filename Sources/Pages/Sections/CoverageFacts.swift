/// What the sections about coverage show of its rows, found in one pass over them.
struct CoverageFacts {
  let table: FactTable
  private(set) var count = 0
  /// Whether there is a row for each pipeline of a person.
  private(set) var isByPipeline = false
  /// The rows that the chart of a running period shows: those who have something left to win, the worst covered first.
  private(set) var multiples = PrincipalExcerpts(
    Excerpt<CoverageEntry>(first: 12, last: 8, highestFirst: false) { $0.multiple ?? .zero })
  /// The rows that the chart of a finished period shows: those with a target, the highest share of it first.
  private(set) var shares = PrincipalExcerpts(
    Excerpt<CoverageEntry>(first: 12, last: 8, highestFirst: true) { $0.share ?? .zero })
  private(set) var reached = NameList()
  private(set) var withTargetOfZero = NameList()
  private(set) var withoutTarget = NameList()
  private var counts: [PrincipalKind: CoverageCounts] = [:]

  init(_ table: FactTable) throws {
    self.table = table
    try table.scan { add($0) }
  }

  private mutating func add(_ row: FactRow) {
    let entry = CoverageEntry(row)
    count += 1
    isByPipeline = isByPipeline || row["pipeline_id"] != nil
    counts[entry.kind, default: CoverageCounts()].add(entry)
    if entry.share != nil { shares.add(entry) }
    switch entry.state {
    case .below1, .below3, .enough: multiples.add(entry)
    case .reached: reached.add(entry)
    case .zeroTarget: withTargetOfZero.add(entry)
    case .noTarget: withoutTarget.add(entry)
    case .unknown: break
    }
  }

  /// Whom the findings count: people, or teams where there are no people.
  private var subject: PrincipalKind { counts.keys.max() ?? .person }

  /// Of those whom the findings count.
  var subjects: CoverageCounts { counts[subject] ?? CoverageCounts() }

  /// With pipelines, a row is not a person.
  var noun: (one: String, many: String) {
    isByPipeline
      ? ("pair of \(subject.noun) and pipeline", "pairs of \(subject.noun) and pipeline")
      : (subject.noun, subject.plural)
  }

  var finding: CoverageFinding {
    CoverageFinding(counts: subjects, noun: noun, version: table.versionWords)
  }

  /// The name in charts and tables.
  func name(_ row: FactRow) -> ShownName {
    let name = table.principalName(row)
    guard isByPipeline else { return name }
    return ShownName("\(name.text), \(row.name("pipeline_name", of: "pipeline_id").text)", id: nil)
  }

  /// Names a row in the numbers of earlier periods.
  static func key(_ row: FactRow) -> String {
    [row["principal_type"], row["principal_id"], row["pipeline_id"]].compactMap(\.self).joined(separator: " ")
  }
}
