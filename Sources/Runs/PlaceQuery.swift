internal import PostgreSQL
internal import Reports

/// The query of where a tenant's deals are, added up once for all reports that count them.
struct PlaceQuery {
  /// Those of the columns that a CRM may lack which this one has.
  private let columns: Set<OptionalColumn>
  /// Whether as things stood at `as_of`, from the history of stages.
  private let isReconstructed: Bool
  private let values: [ReportParameter: String]

  /// The parameters of reports that it finds.
  static let parameters: [ReportParameter] = [.placeTotals, .placeWarnings, .dealsWithSeveralStages]

  init(columns: Set<OptionalColumn>, isReconstructed: Bool, values: [ReportParameter: String]) {
    self.columns = columns
    self.isReconstructed = isReconstructed
    self.values = values
  }

  func statement(_ queries: CRMQueries = .product) -> NamedStatement {
    NamedStatement(queries.placeTotals(columns, isReconstructed))
  }

  func values(of statement: NamedStatement) -> [String: String?] {
    Dictionary(
      uniqueKeysWithValues: values.filter { statement.names($0.key) }.map { ($0.key.rawValue, $0.value) })
  }
}
