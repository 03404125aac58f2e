/// The rows of a coverage report, in the order in which the charts show them.
struct CoverageFacts {
  let table: FactTable
  let entries: [CoverageEntry]
  /// Whether there is a row for each pipeline of a person.
  let isByPipeline: Bool
  /// Whom the findings count: people, or teams where there are no people.
  let subject: CoverageEntry.Kind

  init(_ table: FactTable) throws {
    var entries: [CoverageEntry] = []
    var isByPipeline = false
    try table.scan { place, row in
      entries.append(CoverageEntry(place, row))
      isByPipeline = isByPipeline || row["pipeline_id"] != nil
    }
    self.table = table
    self.entries = entries
    self.isByPipeline = isByPipeline
    subject = entries.map(\.kind).max() ?? .person
  }

  /// The rows that the findings are about.
  var subjects: [CoverageEntry] { entries.filter { $0.kind == subject } }

  /// The rows that the chart of a running period shows, those of each kind by their multiples.
  var withMultiples: [(CoverageEntry.Kind, Excerpt<CoverageEntry>)] {
    CoverageEntry.Kind.allCases.compactMap { kind in
      let open = entries.filter { $0.kind == kind && $0.multiple != nil }
        .sorted { ($0.multiple ?? .zero, $0.place) < ($1.multiple ?? .zero, $1.place) }
      return open.isEmpty ? nil : (kind, Excerpt(open, first: 12, last: 8))
    }
  }

  /// `5 people`; with pipelines, a row is not a person.
  func counted(_ count: Int) -> String { Pages.counted(count, noun.one, noun.many) }

  var noun: (one: String, many: String) {
    isByPipeline
      ? ("pair of \(subject.noun) and pipeline", "pairs of \(subject.noun) and pipeline")
      : (subject.noun, subject.plural)
  }

  /// The name in charts and tables.
  func name(_ row: FactRow) -> ShownName {
    let name =
      CoverageEntry.Kind(row["principal_type"]) == .tenant
      ? ShownName(table.tenant, id: nil) : row.name("principal_name", of: "principal_id")
    guard isByPipeline else { return name }
    return ShownName("\(name.text), \(row.name("pipeline_name", of: "pipeline_id").text)", id: nil)
  }

  /// Names a row in the numbers of earlier periods.
  static func key(_ row: FactRow) -> String {
    [row["principal_type"], row["principal_id"], row["pipeline_id"]].compactMap(\.self).joined(separator: " ")
  }
}
